/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets other threads run where the calling one would only wait, as long as that costs
 * little. On a machine whose processors are busy with other work, a thread that gives its
 * processor away gets it back after whole slices of time. If more than one in 13 comes
 * back late, no thread of this JVM does so for a while, and for longer each time.
 */
final class Courtesy {

	/** One for all, since they share the processors. */
	static final Courtesy COMMON = new Courtesy(System::nanoTime, Thread::yield);

	/** What is less is not the slice of another one. */
	private static final Duration LATE = Duration.ofMillis(2);

	/** One that comes back late counts as much as so many that do not. */
	static final int WEIGHT = 12;

	private static final int TOO_MANY = 10 * WEIGHT;

	static final Duration SHORTEST_REST = Duration.ofMillis(20);

	static final Duration LONGEST_REST = Duration.ofSeconds(1);

	private final LongSupplier nanoTime;

	private final Runnable yield;

	/** One of two updates at the same time may be lost. */
	private volatile int late;

	private volatile long restsUntilNanos;

	/** How long the latest rest was. Guarded by this. */
	private long restNanos;

	Courtesy(LongSupplier nanoTime, Runnable yield) {
		this.nanoTime = nanoTime;
		this.yield = yield;
		this.restsUntilNanos = nanoTime.getAsLong();
	}

	/**
	 * Let other threads run, again and again.
	 * @param nanos for how long at most
	 * @param condition as long as it holds
	 */
	void letOthersRunFor(long nanos, BooleanSupplier condition) {
		long begin = this.nanoTime.getAsLong();
		boolean goesOn = true;
		while (goesOn && this.nanoTime.getAsLong() - begin < nanos && condition.getAsBoolean()) {
			goesOn = letOthersRun();
		}
	}

	/**
	 * Let other threads run some times.
	 * @param times how often at most
	 * @param condition as long as it holds
	 */
	void letOthersRun(int times, BooleanSupplier condition) {
		int left = times;
		while (left > 0 && condition.getAsBoolean() && letOthersRun()) {
			left--;
		}
	}

	/**
	 * Let other threads run once, unless somebody came back late.
	 * @return whether it was done
	 */
	boolean letOthersRun() {
		long begin = this.nanoTime.getAsLong();
		if (begin - this.restsUntilNanos < 0) {
			return false;
		}
		this.yield.run();
		long end = this.nanoTime.getAsLong();
		if (end - begin > LATE.toNanos()) {
			cameBackLate(begin, end);
		}
		else if (this.late > 0) {
			this.late--;
		}
		return true;
	}

	private synchronized void cameBackLate(long begin, long now) {
		if (begin - this.restsUntilNanos < 0) {
			// It was away when the rest began, together with those who have caused it.
			return;
		}
		int sum = this.late + WEIGHT;
		if (sum == WEIGHT) {
			this.restNanos = 0;
		}
		if (sum >= TOO_MANY) {
			rest(now);
			// One more after the rest is enough.
			sum = TOO_MANY - WEIGHT;
		}
		this.late = sum;
	}

	private void rest(long now) {
		long nanos = Math.min(Math.max(2 * this.restNanos, SHORTEST_REST.toNanos()), LONGEST_REST.toNanos());
		this.restNanos = nanos;
		this.restsUntilNanos = now + nanos;
	}

}
