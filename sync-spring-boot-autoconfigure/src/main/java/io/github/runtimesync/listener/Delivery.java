/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * An item, or a batch that stays together, on its way through several attempts. It
 * belongs to one thread at a time: to a worker, or to whoever holds the lock of the
 * {@link RetrySchedule}. Only {@link #letExpire} may be called by any.
 */
final class Delivery {

	private final List<Tracked> items;

	private int deadLetters;

	private int failures;

	private @Nullable Instant firstFailure;

	private @Nullable BackOffExecution backOff;

	/** Set by whoever watches for stuck calls. */
	private volatile boolean expiring;

	/** When the next attempt is due, by {@link System#nanoTime()}. */
	private long dueNanos;

	Delivery(List<Tracked> items) {
		this.items = items;
	}

	List<Tracked> items() {
		return this.items;
	}

	/**
	 * Return the first item without a dead letter.
	 * @return the item, {@code null} if all have one
	 */
	@Nullable Tracked withoutDeadLetter() {
		return (this.deadLetters < this.items.size()) ? this.items.get(this.deadLetters) : null;
	}

	void deadLetterSent() {
		this.deadLetters++;
	}

	int failures() {
		return this.failures;
	}

	Instant firstFailure(Instant now) {
		return (this.firstFailure != null) ? this.firstFailure : now;
	}

	long dueNanos() {
		return this.dueNanos;
	}

	void failed(Instant now) {
		this.failures++;
		this.firstFailure = firstFailure(now);
	}

	/**
	 * Return the number of the next attempt at an item.
	 * @param item one of the items
	 * @return the number, from 1 up, those of former deliveries counted
	 */
	int attempt(Tracked item) {
		return this.failures + item.deliveries();
	}

	/**
	 * Return whether items are on lease.
	 */
	boolean isLeased() {
		return this.items.get(0).lease() != null;
	}

	/**
	 * All items have been processed.
	 */
	void done(String listener) {
		this.items.forEach((item) -> item.done(listener));
	}

	/**
	 * Give all items back that are on lease.
	 */
	void giveBack() {
		this.items.forEach(Tracked::giveBack);
	}

	/**
	 * Have items that are on lease go back to their queue when it runs out: somebody else
	 * is to have them, and no further attempt is made here.
	 */
	void letExpire() {
		this.expiring = true;
		this.items.forEach(Tracked::letExpire);
	}

	/**
	 * Return whether somebody else is to have the items.
	 */
	boolean isExpiring() {
		return this.expiring;
	}

	/**
	 * Return how long to wait before the next attempt.
	 * @param policy decides
	 * @return milliseconds, {@link BackOffExecution#STOP} for no further attempt
	 */
	long nextDelay(RetryPolicy policy) {
		if (this.backOff == null) {
			this.backOff = policy.getBackOff().start();
		}
		return this.backOff.nextBackOff();
	}

	void dueAt(long nanos) {
		this.dueNanos = nanos;
	}

}
