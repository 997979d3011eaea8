/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

/**
 * How long the callers of one side of a queue stay away: from the end of one call to the
 * next one, of whatever thread. Written with the lock of the side.
 */
final class Presence {

	private volatile long leftNanos = System.nanoTime();

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
	void left() {
		this.leftNanos = System.nanoTime();
	}

	/**
	 * Return whether the next call is likely to begin soon.
	 * @param nanos how soon
	 */
	boolean isExpectedWithin(long nanos) {
		return this.absenceNanos <= nanos && System.nanoTime() - this.leftNanos <= nanos;
	}

}
