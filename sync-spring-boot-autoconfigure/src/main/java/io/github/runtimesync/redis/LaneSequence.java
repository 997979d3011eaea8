/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The numbers of the scripts of a lane. They only grow, and every five minutes they go on
 * with the next multiple of a million. So a script can tell, by the number of the one
 * before, whether that was sent in the same period; if it was, the time to live that the
 * first answer of the period was given is long enough for this one too.
 * <p>
 * Not safe for use by several threads: a lane has one script under way.
 */
final class LaneSequence {

	/** An answer is kept for longer than this and the longest time of resending. */
	static final Duration PERIOD = Duration.ofMinutes(5);

	/** The scripts know it. */
	static final long NUMBERS = 1_000_000;

	private final LongSupplier nanoTime;

	private long startNanos;

	private long last;

	/**
	 * Create a sequence, which begins with 1.
	 * @param nanoTime the clock
	 */
	LaneSequence(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.startNanos = nanoTime.getAsLong();
	}

	/**
	 * Return the number of the latest script, 0 if there was none.
	 */
	long last() {
		return this.last;
	}

	/**
	 * Return the number of the next script, which is sent now.
	 */
	long next() {
		long now = this.nanoTime.getAsLong();
		if (now - this.startNanos < PERIOD.toNanos()) {
			this.last++;
		}
		else {
			this.startNanos = now;
			this.last += NUMBERS - this.last % NUMBERS;
		}
		return this.last;
	}

}
