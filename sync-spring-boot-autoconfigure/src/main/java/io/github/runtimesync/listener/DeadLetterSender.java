/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.DeadLetterOutlet.Result;
import io.github.runtimesync.listener.Gate.Reason;

/**
 * Puts dead letters into their queue, without waiting. Letters for which there is no room
 * stay here and are offered again and again, as are those that are refused, which do not
 * hold up others; meanwhile the container takes nothing more, so there are never more of
 * them than its workers and retries had in hand.
 */
final class DeadLetterSender {

	private static final Log logger = LogFactory.getLog(DeadLetterSender.class);

	private static final long AGAIN_NANOS = Duration.ofMillis(100).toNanos();

	/** After so many vain attempts at what is held nothing else is expected: a second. */
	private static final int HOPELESS = 10;

	private final String listener;

	private final String source;

	private final DeadLetterOutlet outlet;

	private final WorkerPool pool;

	private final ListenerTimer timer;

	private final AtomicLong sent = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Guarded by the lock, as is the decision to halt or proceed. A linked list stays as
	 * it is if there is no memory for one more.
	 */
	private final Queue<Posting> held = new LinkedList<>();

	/** How many are held, for those who only look: the lock may be held for long. */
	private volatile int heldCount;

	/** How often in a row everything held was refused. Written under the lock. */
	private volatile int refusals;

	/** Whether workers are halted and a flush is scheduled. Guarded by the lock. */
	private boolean halted;

	/** Which start of the container flushes are of. Guarded by the lock. */
	private int generation;

	DeadLetterSender(String listener, String source, Supplier<SyncQueue<DeadLetter<?>>> opener, WorkerPool pool,
			ListenerTimer timer) {
		this.listener = listener;
		this.source = source;
		this.outlet = new DeadLetterOutlet(listener, opener);
		this.pool = pool;
		this.timer = timer;
	}

	void start() {
		this.outlet.open();
		this.lock.lock();
		try {
			this.generation++;
			flush(this.generation);
		}
		finally {
			this.lock.unlock();
		}
	}

	SyncQueue<DeadLetter<?>> queue() {
		return this.outlet.queue();
	}

	void send(Tracked item, DeadLetter.Cause cause, int attempts, Instant first, Instant last) {
		boolean decoded = !(item.refusal() instanceof SyncDecodingException);
		DeadLetter<?> letter = new DeadLetter<>(item.id(), decoded ? item.item() : null, cause, attempts, first, last,
				this.source, this.listener, decoded ? null : (String) item.item());
		logger.warn("Listener \"%s\" could not process item %s (%s, %d attempt(s)): it becomes a dead letter in %s"
			.formatted(this.listener, letter.id(), letter.cause().type(), attempts, this.outlet.describe()));
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
			if (!this.held.isEmpty() || offer(posting) != Result.SETTLED) {
				halt();
				// Last, since whoever finds no memory for one of the steps repeats all.
				this.held.add(posting);
				this.heldCount = this.held.size();
				this.refusals = 0;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void halt() {
		if (!this.halted) {
			this.pool.halt(Reason.DEAD_LETTERS);
			scheduleFlush(this.generation);
			this.halted = true;
			logger.warn("Listener \"%s\" takes nothing from %s until there is room in %s".formatted(this.listener,
					SyncKind.QUEUE.describe(this.source), this.outlet.describe()));
		}
	}

	private void scheduleFlush(int ofGeneration) {
		this.timer.schedule(() -> flush(ofGeneration), AGAIN_NANOS);
	}

	/**
	 * Offer what is held. Comes back until all of it is gone and workers are there again,
	 * whatever fails on the way.
	 */
	private void flush(int ofGeneration) {
		this.lock.lock();
		try {
			if (ofGeneration != this.generation) {
				return;
			}
			offerHeld();
			if (this.halted && this.held.isEmpty()) {
				proceed();
				logger.info("Listener \"%s\" takes items again".formatted(this.listener));
			}
		}
		finally {
			if (this.halted && ofGeneration == this.generation) {
				scheduleFlush(ofGeneration);
			}
			this.lock.unlock();
		}
	}

	/**
	 * Offer what is held, the oldest first, as long as there is room.
	 */
	private void offerHeld() {
		int before = this.held.size();
		Result last = Result.SETTLED;
		Iterator<Posting> postings = this.held.iterator();
		while (postings.hasNext() && last != Result.LATER) {
			last = offer(postings.next());
			if (last == Result.SETTLED) {
				postings.remove();
				this.heldCount = this.held.size();
			}
		}
		boolean allRefused = before != 0 && this.held.size() == before && last == Result.REFUSED;
		this.refusals = allRefused ? Math.min(this.refusals + 1, HOPELESS) : 0;
	}

	/**
	 * Return whether what is held may still be got rid of: there is room, as far as is
	 * known, and not all of it has been refused again and again. An engine that does not
	 * answer may do so soon.
	 */
	boolean mayProceed() {
		return this.refusals < HOPELESS && this.outlet.hasRoom();
	}

	private void proceed() {
		this.pool.proceed(Reason.DEAD_LETTERS);
		this.halted = false;
	}

	/**
	 * Forget the letters for which there is no room.
	 */
	void discard() {
		this.lock.lock();
		try {
			this.held.clear();
			this.heldCount = 0;
			this.refusals = 0;
			if (this.halted) {
				proceed();
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
				this.heldCount = this.held.size();
				if (this.held.isEmpty()) {
					proceed();
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
	 * @return what became of it
	 */
	private Result offer(Posting posting) {
		Result result = this.outlet.offer(posting.letter(), posting.lease());
		if (result == Result.SETTLED) {
			posting.done(this.listener);
		}
		return result;
	}

	long sent() {
		return this.sent.get();
	}

	long lost() {
		return this.outlet.lost();
	}

	int held() {
		return this.heldCount;
	}

	/**
	 * A letter on its way.
	 *
	 * @param letter the letter
	 * @param item its item, {@code null} if it is not this container's any more
	 */
	private record Posting(DeadLetter<?> letter, @Nullable Tracked item) {

		boolean isLeased() {
			return lease() != null;
		}

		@Nullable Lease<?> lease() {
			return (this.item != null) ? this.item.lease() : null;
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
