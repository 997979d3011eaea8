/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.ValueTooLargeException;

/**
 * The dead-letter queue of a listener, whichever has its name now: it may be removed and
 * created anew while the listener runs. One thread at a time offers.
 */
final class DeadLetterOutlet {

	private static final Log logger = LogFactory.getLog(DeadLetterOutlet.class);

	private final Supplier<SyncQueue<DeadLetter<?>>> opener;

	private final FailureLog log;

	private final AtomicLong lost = new AtomicLong();

	private volatile SyncQueue<DeadLetter<?>> queue;

	/** Whether somebody was told that letters cannot be put. */
	private boolean told;

	DeadLetterOutlet(String listener, Supplier<SyncQueue<DeadLetter<?>>> opener) {
		this.opener = opener;
		this.log = new FailureLog(DeadLetterOutlet.class, "Listener \"%s\"".formatted(listener));
		this.queue = opener.get();
	}

	/**
	 * Find the queue again.
	 */
	void open() {
		this.queue = this.opener.get();
	}

	SyncQueue<DeadLetter<?>> queue() {
		return this.queue;
	}

	/**
	 * Return how many letters found the queue closed.
	 */
	long lost() {
		return this.lost.get();
	}

	String describe() {
		return SyncKind.QUEUE.describe(this.queue.name());
	}

	/**
	 * Return whether the queue has room, as far as is known, or is closed: then what it
	 * has no room for is not held any longer.
	 */
	boolean hasRoom() {
		SyncQueue<?> present = this.queue;
		if (present instanceof EngineQueue<?> engineQueue) {
			QueueSnapshot snapshot = engineQueue.snapshot();
			return snapshot.closed() || snapshot.remaining() > 0;
		}
		return present.isClosed() || present.maxSize() == 0 || present.size() < present.maxSize();
	}

	/**
	 * Put a letter into the queue, without waiting. If an engine that writes letters down
	 * finds it too large, it says less about the failure, and at last leaves the item to
	 * the engine that has it.
	 * @param letter the letter
	 * @param lease of its item, {@code null} if there is none
	 * @return what became of it
	 */
	Result offer(DeadLetter<?> letter, @Nullable Lease<?> lease) {
		try {
			if (!offerWhatFits(letter, lease)) {
				return Result.LATER;
			}
			this.told = false;
			return Result.SETTLED;
		}
		catch (SyncClosedException ex) {
			this.lost.incrementAndGet();
			logger.warn("Dead letter %s of listener \"%s\" is lost, since %s is closed".formatted(letter.id(),
					letter.listener(), describe()));
			return Result.SETTLED;
		}
		catch (OutOfMemoryError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			tell(ex);
			return (ex instanceof SyncException) ? Result.LATER : Result.REFUSED;
		}
	}

	private boolean offerWhatFits(DeadLetter<?> letter, @Nullable Lease<?> lease) {
		try {
			return offerToPresent(letter);
		}
		catch (ValueTooLargeException ex) {
			return offerBrief(letter.brief(), lease);
		}
	}

	private boolean offerBrief(DeadLetter<?> letter, @Nullable Lease<?> lease) {
		try {
			return offerToPresent(letter);
		}
		catch (ValueTooLargeException ex) {
			if (lease == null) {
				throw ex;
			}
			boolean offered = offerToPresent(letter.withoutItem(lease.rawHead()));
			if (offered) {
				lease.keepAside();
				logger.warn(
						"Dead letter %s of listener \"%s\" has only the beginning of its item, which is kept aside and cannot be replayed"
							.formatted(letter.id(), letter.listener()));
			}
			return offered;
		}
	}

	private boolean offerToPresent(DeadLetter<?> letter) {
		SyncQueue<DeadLetter<?>> known = this.queue;
		try {
			return known.offer(letter);
		}
		catch (QueueClosedException ex) {
			open();
			SyncQueue<DeadLetter<?>> present = this.queue;
			if (present == known) {
				throw ex;
			}
			return present.offer(letter);
		}
	}

	private void tell(Throwable failure) {
		if (this.told) {
			this.log.debug(() -> "Could not put a dead letter", failure);
		}
		else {
			this.told = true;
			this.log.error("%s could not put a dead letter and tries again and again", failure);
		}
	}

	/**
	 * What became of an offer.
	 */
	enum Result {

		/**
		 * The letter needs no further care.
		 */
		SETTLED,

		/**
		 * There is no room, or the engine has trouble: others would fare no better, and
		 * all may the next time.
		 */
		LATER,

		/**
		 * The letter is refused, for example since it cannot be written down. Others may
		 * not be.
		 */
		REFUSED

	}

}
