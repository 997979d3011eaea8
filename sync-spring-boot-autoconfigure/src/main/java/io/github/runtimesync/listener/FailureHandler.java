/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

import io.github.runtimesync.engine.CallObserver.Consequence;

/**
 * Decides what becomes of items whose call failed: another attempt later, or the
 * dead-letter queue. An {@link Error} is not retried, whatever the policy says: it tells
 * of a defect or of a JVM in need. None of it ends the worker.
 */
final class FailureHandler {

	private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();

	private final FailureLog log;

	private final String listener;

	private final ListenerTarget target;

	private final RetryPolicy policy;

	private final RetrySchedule retries;

	private final DeadLetterSender sender;

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong retried = new AtomicLong();

	private final AtomicInteger abandoned = new AtomicInteger();

	private volatile boolean abandon;

	FailureHandler(String listener, ListenerTarget target, RetryPolicy policy, RetrySchedule retries,
			DeadLetterSender sender) {
		this.log = new FailureLog(FailureHandler.class, "Listener \"%s\"".formatted(listener));
		this.listener = listener;
		this.target = target;
		this.policy = policy;
		this.retries = retries;
		this.sender = sender;
	}

	/**
	 * From now on failed items are counted as left over: their calls were interrupted
	 * because the application ends.
	 */
	void abandon() {
		this.abandon = true;
	}

	int abandoned() {
		return this.abandoned.get();
	}

	long failures() {
		return this.failures.get();
	}

	/**
	 * Return how many items were given another attempt, each attempt counted.
	 */
	long retried() {
		return this.retried.get();
	}

	/**
	 * A call threw. Does not return before the items are in safe keeping, not even when
	 * there is no memory for it: the worker has them in hand until there is. What was
	 * stuck and is to be had by somebody else goes back, without another attempt here.
	 * @param delivery what was handled
	 * @param failure what was thrown
	 * @return what becomes of the items
	 */
	Consequence failed(Delivery delivery, Throwable failure) {
		this.failures.incrementAndGet();
		if (this.abandon && delivery.isLeased()) {
			delivery.giveBack();
			return Consequence.LEFT_OVER;
		}
		if (this.abandon) {
			this.abandoned.addAndGet(delivery.items().size());
			return Consequence.LEFT_OVER;
		}
		if (delivery.isExpiring()) {
			delivery.giveBack();
			return Consequence.RETRY;
		}
		try {
			return insist(() -> {
				delivery.failed(Instant.now());
				return keep(delivery, failure);
			});
		}
		catch (Throwable ex) {
			this.log.error("%s failed, and so did what comes after that", ex);
			return rescue(delivery, failure);
		}
	}

	/**
	 * Put items into safe keeping for which nothing else works.
	 */
	private Consequence rescue(Delivery delivery, Throwable failure) {
		if (delivery.isLeased()) {
			delivery.giveBack();
			return Consequence.RETRY;
		}
		return insist(() -> bury(delivery, DeadLetter.Cause.bare(failure)));
	}

	/**
	 * An item does not fit the method: no attempt makes sense.
	 * @param item the item
	 */
	void unfit(Tracked item) {
		this.failures.incrementAndGet();
		insist(() -> {
			Instant now = Instant.now();
			RuntimeException refusal = item.refusal();
			this.sender.send(item, DeadLetter.Cause.of((refusal != null) ? refusal : this.target.mismatch(item.item())),
					item.deliveries() - 1, now, now);
			return item;
		});
	}

	/**
	 * Repeat what fails for want of memory. An item that is in hand would be lost
	 * otherwise.
	 * @param action what to do
	 * @param <T> the type of its result
	 * @return its result
	 */
	static <T> T insist(Supplier<T> action) {
		while (true) {
			try {
				return action.get();
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(AGAIN_NANOS);
			}
		}
	}

	private Consequence keep(Delivery delivery, Throwable failure) {
		long delay = nextDelay(delivery, failure);
		if (delay != BackOffExecution.STOP) {
			this.log.debug(() -> "Listener \"%s\" failed at attempt %d, next one in %d ms".formatted(this.listener,
					delivery.failures(), delay), failure);
			this.retries.add(delivery, delay);
			this.retried.addAndGet(delivery.items().size());
			return Consequence.RETRY;
		}
		return bury(delivery, DeadLetter.Cause.of(failure));
	}

	private Consequence bury(Delivery delivery, DeadLetter.Cause cause) {
		Instant now = Instant.now();
		Tracked item = delivery.withoutDeadLetter();
		while (item != null) {
			this.sender.send(item, cause, delivery.attempt(item) - 1, delivery.firstFailure(now), now);
			delivery.deadLetterSent();
			item = delivery.withoutDeadLetter();
		}
		return Consequence.DEAD_LETTER;
	}

	private long nextDelay(Delivery delivery, Throwable failure) {
		if (failure instanceof Error) {
			this.log.error("%s threw an error", failure);
			return BackOffExecution.STOP;
		}
		if (!isRetryable(failure)) {
			return BackOffExecution.STOP;
		}
		long delay = delivery.nextDelay(this.policy);
		return (delay != BackOffExecution.STOP && isInTime(delivery, delay)) ? delay : BackOffExecution.STOP;
	}

	private boolean isRetryable(Throwable failure) {
		try {
			return this.policy.shouldRetry(failure);
		}
		catch (RuntimeException ex) {
			this.log.error("%s has a retry policy that failed, so nothing is retried", ex);
			return false;
		}
	}

	private boolean isInTime(Delivery delivery, long delay) {
		Duration timeout = this.policy.getTimeout();
		Instant now = Instant.now();
		return timeout.isZero() || !now.plusMillis(delay).isAfter(delivery.firstFailure(now).plus(timeout));
	}

}
