/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.listener.Gate.Reason;

/**
 * Puts dead letters into their queue, without waiting. Letters for which there is no room
 * stay here and are offered again and again; meanwhile the container takes nothing more,
 * so there are never more of them than its workers and retries had in hand.
 */
final class DeadLetterSender {

	private static final Log logger = LogFactory.getLog(DeadLetterSender.class);

	private static final long AGAIN_NANOS = Duration.ofMillis(100).toNanos();

	private final String listener;

	private final String source;

	private final Supplier<SyncQueue<DeadLetter<?>>> opener;

	private final WorkerPool pool;

	private final ListenerTimer timer;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong lost = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as is the decision to halt or proceed. */
	private final Deque<Posting> held = new ArrayDeque<>();

	private volatile SyncQueue<DeadLetter<?>> queue;

	DeadLetterSender(String listener, String source, Supplier<SyncQueue<DeadLetter<?>>> opener, WorkerPool pool,
			ListenerTimer timer) {
		this.listener = listener;
		this.source = source;
		this.opener = opener;
		this.pool = pool;
		this.timer = timer;
		this.queue = opener.get();
	}

	void start() {
		this.queue = this.opener.get();
		flush();
	}

	SyncQueue<DeadLetter<?>> queue() {
		return this.queue;
	}

	void send(Tracked item, DeadLetter.Cause cause, int attempts, Instant first, Instant last) {
		boolean decoded = !(item.refusal() instanceof SyncDecodingException);
		DeadLetter<?> letter = new DeadLetter<>(item.id(), decoded ? item.item() : null, cause, attempts, first, last,
				this.source, this.listener, decoded ? null : (String) item.item());
		logger.warn("Listener \"%s\" could not process item %s (%s, %d attempt(s)): it becomes a dead letter in %s"
			.formatted(this.listener, letter.id(), letter.cause().type(), attempts, describe()));
		this.sent.incrementAndGet();
		keep(new Posting(letter, item));
	}

	/**
	 * Put a letter into the queue, or hold it until there is room.
	 * @param letter the letter
	 */
	void keep(DeadLetter<?> letter) {
		keep(new Posting(letter, null));
	}

	private void keep(Posting posting) {
		this.lock.lock();
		try {
			if (!this.held.isEmpty() || !offer(posting)) {
				this.held.add(posting);
				if (this.held.size() == 1) {
					logger.warn("Listener \"%s\" takes nothing from %s until there is room in %s"
						.formatted(this.listener, SyncKind.QUEUE.describe(this.source), describe()));
					this.pool.halt(Reason.DEAD_LETTERS);
					this.timer.schedule(this::flush, AGAIN_NANOS);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void flush() {
		this.lock.lock();
		try {
			if (this.held.isEmpty()) {
				return;
			}
			while (!this.held.isEmpty() && offer(this.held.element())) {
				this.held.remove();
			}
			if (this.held.isEmpty()) {
				logger.info("Listener \"%s\" takes items again".formatted(this.listener));
				this.pool.proceed(Reason.DEAD_LETTERS);
			}
			else {
				this.timer.schedule(this::flush, AGAIN_NANOS);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forget the letters for which there is no room.
	 */
	void discard() {
		this.lock.lock();
		try {
			if (!this.held.isEmpty()) {
				this.held.clear();
				this.pool.proceed(Reason.DEAD_LETTERS);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forget the letters whose items are on lease, and give those back.
	 */
	void giveBack() {
		this.lock.lock();
		try {
			List<Posting> leased = this.held.stream().filter(Posting::isLeased).toList();
			if (!leased.isEmpty()) {
				leased.forEach(Posting::giveBack);
				this.held.removeAll(leased);
				if (this.held.isEmpty()) {
					this.pool.proceed(Reason.DEAD_LETTERS);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Post a letter. Its item is done with afterwards, not before: so there may be two
	 * letters if this JVM ends in between, but never none.
	 * @return whether it needs no further care
	 */
	private boolean offer(Posting posting) {
		if (!offer(posting.letter())) {
			return false;
		}
		posting.done(this.listener);
		return true;
	}

	private boolean offer(DeadLetter<?> letter) {
		try {
			return this.queue.offer(letter);
		}
		catch (QueueClosedException ex) {
			this.lost.incrementAndGet();
			logger.warn("Dead letter %s of listener \"%s\" is lost, since %s is closed".formatted(letter.id(),
					this.listener, describe()));
			return true;
		}
		catch (RuntimeException ex) {
			logger.debug("Could not put a dead letter", ex);
			return false;
		}
	}

	private String describe() {
		return SyncKind.QUEUE.describe(this.queue.name());
	}

	long sent() {
		return this.sent.get();
	}

	long lost() {
		return this.lost.get();
	}

	int held() {
		this.lock.lock();
		try {
			return this.held.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A letter on its way.
	 *
	 * @param letter the letter
	 * @param item its item, {@code null} if it is not this container's any more
	 */
	private record Posting(DeadLetter<?> letter, @Nullable Tracked item) {

		boolean isLeased() {
			return this.item != null && this.item.lease() != null;
		}

		void done(String listener) {
			if (this.item != null) {
				this.item.done(listener);
			}
		}

		void giveBack() {
			if (this.item != null) {
				this.item.giveBack();
			}
		}

	}

}
