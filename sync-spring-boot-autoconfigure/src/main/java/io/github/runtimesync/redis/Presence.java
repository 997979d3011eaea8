/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.jspecify.annotations.Nullable;

/**
 * How long the callers of one side of a queue stay away: from the end of one call to the
 * beginning of the next one. Written with the lock of the side.
 */
final class Presence {

	private volatile long leftNanos = System.nanoTime();

	private volatile @Nullable Thread last;

	private volatile long absenceNanos = Long.MAX_VALUE;

	/**
	 * Take note of a call that begins.
	 */
	void came() {
		this.absenceNanos = System.nanoTime() - this.leftNanos;
	}

	/**
	 * Take note of a call that has ended.
	 */
	void left(QueueCall call) {
		this.last = call.thread();
		this.leftNanos = System.nanoTime();
	}

	/**
	 * Return for how long it is still worth waiting for the next call of another thread:
	 * until it has stayed away for twice as long as the last time, 0 if that was too
	 * long.
	 * @param nanos for how long at most
	 */
	long patienceNanos(long nanos) {
		long absence = this.absenceNanos;
		Thread caller = this.last;
		if (absence > nanos / 2 || caller == null || caller == Thread.currentThread()) {
			return 0;
		}
		return Math.max(0, 2 * absence - (System.nanoTime() - this.leftNanos));
	}

	/**
	 * Return whether another thread than this one is likely to call soon. Of a future
	 * nobody knows: it may be this thread that has called, and waits for the future.
	 * @param nanos how soon
	 */
	boolean isOtherExpectedWithin(long nanos, @Nullable Thread thread) {
		Thread caller = this.last;
		return this.absenceNanos <= nanos && caller != null && caller != thread
				&& System.nanoTime() - this.leftNanos <= nanos;
	}

}
