/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * What one caller wants of a queue: to put an item, or to take some. It belongs to one
 * {@link QueueSide}, whose lock guards everything until {@code end} is set; what was set
 * before can be read by anybody who has seen that.
 */
abstract class QueueCall {

	private final @Nullable Entry entry;

	private final int wanted;

	private final boolean waits;

	private final long sinceNanos = System.nanoTime();

	private final @Nullable CallSite callSite;

	private final List<StoredItem> items = new ArrayList<>(1);

	private boolean underWay;

	private boolean leaving;

	private @Nullable Failure failure;

	private volatile @Nullable End end;

	/**
	 * Create a call.
	 * @param entry what to put, {@code null} to take
	 * @param wanted how many items to take
	 * @param waits whether it waits until that is possible
	 * @param callSite where it came from, {@code null} if that is not noted
	 */
	QueueCall(@Nullable Entry entry, int wanted, boolean waits, @Nullable CallSite callSite) {
		this.entry = entry;
		this.wanted = wanted;
		this.waits = waits;
		this.callSite = callSite;
	}

	/**
	 * Return what to put.
	 */
	final Entry entry() {
		return Objects.requireNonNull(this.entry);
	}

	final boolean isPut() {
		return this.entry != null;
	}

	final boolean waits() {
		return this.waits;
	}

	/**
	 * Return how many items are still missing.
	 */
	final int missing() {
		return this.wanted - this.items.size();
	}

	/**
	 * Return how many items are still missing for some calls together.
	 */
	static int missing(List<QueueCall> calls) {
		int missing = 0;
		for (QueueCall call : calls) {
			missing += call.missing();
		}
		return missing;
	}

	/**
	 * Return how many of some calls wait.
	 */
	static int countWaiting(List<QueueCall> calls) {
		int count = 0;
		for (QueueCall call : calls) {
			if (call.waits()) {
				count++;
			}
		}
		return count;
	}

	/**
	 * Return whether a script under way may serve this call.
	 */
	final boolean isUnderWay() {
		return this.underWay;
	}

	final void setUnderWay(boolean underWay) {
		this.underWay = underWay;
	}

	/**
	 * Return whether the caller wants to leave as soon as no script under way may serve
	 * it.
	 */
	final boolean isLeaving() {
		return this.leaving;
	}

	final void setLeaving() {
		this.leaving = true;
	}

	final void add(StoredItem item) {
		this.items.add(item);
	}

	final void end(End end) {
		this.end = end;
	}

	final void fail(Failure failure) {
		this.failure = failure;
		this.end = End.FAILED;
	}

	/**
	 * Return how the call has ended, {@code null} if it has not.
	 */
	final @Nullable End end() {
		return this.end;
	}

	/**
	 * Return what was taken, once the call has ended.
	 */
	final List<StoredItem> items() {
		return this.items;
	}

	/**
	 * Return why the call has failed, once it has.
	 */
	final Failure failure() {
		return (this.failure != null) ? this.failure : new Failure(Reason.UNSENT);
	}

	/**
	 * Return when the call was made, by {@link System#nanoTime()}.
	 */
	final long sinceNanos() {
		return this.sinceNanos;
	}

	/**
	 * Return how many nanoseconds ago the call was made.
	 */
	final long ageNanos() {
		return System.nanoTime() - this.sinceNanos;
	}

	final WaitingCaller describe() {
		return new WaitingCaller(thread(), verb(), this.sinceNanos, this.callSite);
	}

	/**
	 * Return the thread that waits, {@code null} for a future.
	 */
	abstract @Nullable Thread thread();

	/**
	 * Return whether the caller makes the side proceed itself if the call has not ended
	 * soon.
	 */
	boolean isPatient() {
		return false;
	}

	/**
	 * Return what the caller has called, for those who look.
	 */
	abstract String verb();

	/**
	 * Tell the caller that the call has ended. Must not block.
	 */
	abstract void wake();

	/**
	 * How a call ends.
	 */
	enum End {

		/** The item was put, or all the items were taken. */
		SERVED,

		/** There was no room, or there were not as many items. */
		REFUSED,

		/** Another item has the key of this one. */
		DUPLICATE,

		/** The queue is closed, and for a taker also empty. */
		CLOSED,

		/** The caller has left before it was served. */
		LEFT,

		/** Redis has not done it, or not told. */
		FAILED

	}

}
