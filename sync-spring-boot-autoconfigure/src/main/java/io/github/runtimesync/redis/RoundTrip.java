/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.TimeUnit;

/**
 * How long Redis takes to answer, lately. If it is near, a thread that waits for an
 * answer had better let others run for that time than park: to put a processor to sleep
 * and to wake it again, once for each program on the way there and back, takes longer
 * than the rest. Client and server together need no more processor time for it, and a
 * lone caller is served up to twice as often; the figures are in
 * {@code docs/performance.md}.
 */
final class RoundTrip {

	/** Up to here Redis is near. Other machines are further away. */
	private static final long NEAR = TimeUnit.MICROSECONDS.toNanos(250);

	/** A new answer counts as one in so many. */
	private static final int WEIGHT = 8;

	/** Written by whoever receives an answer; one of two at the same time may be lost. */
	private volatile long nanos = 2 * NEAR;

	/**
	 * Take note of an answer.
	 * @param taken how long it took in nanoseconds
	 */
	void answered(long taken) {
		long before = this.nanos;
		// One that was held up says little about the next one.
		this.nanos = before + (Math.min(taken, 2 * NEAR) - before) / WEIGHT;
	}

	/**
	 * Return how many nanoseconds an answer is likely to take, 0 if Redis is not near.
	 */
	long expectedNanos() {
		long expected = this.nanos;
		return (expected <= NEAR) ? expected : 0;
	}

	/**
	 * Return for how many nanoseconds it is worth letting other threads run before
	 * parking, 0 if it is not.
	 */
	long patienceNanos() {
		return 2 * expectedNanos();
	}

}
