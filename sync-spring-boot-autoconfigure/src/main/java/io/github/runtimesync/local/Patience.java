/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

/**
 * How often callers look again before they park. Parking and waking cost more than a few
 * looks if the other side is about to act, and looking costs more than parking if it is
 * not, so the number follows what has paid lately. It is read and written without
 * synchronization: a lost update makes no difference.
 * <p>
 * Looks are some hundred nanoseconds apart. Looking at every moment would be slower: it
 * takes the cache line from the other side each time, and finds one item instead of a
 * batch.
 * <p>
 * Giving the processor away between looks pays as long as those who get it move items
 * through this channel. Where others get it, on a machine with more work than processors,
 * a yield takes milliseconds and a parked thread would have been woken at once. So a
 * yield in which less was moved than wake-ups would have moved ends the looking, and for
 * some time nobody yields.
 */
final class Patience {

	private static final int SPINS_PER_LOOK = 16;

	/**
	 * How many looks are made before giving the processor to others in between.
	 */
	private static final int SPINNING_LOOKS = 4;

	/**
	 * Without a yield: a thread that has yielded before it parks is woken more slowly.
	 */
	private static final int MIN_LOOKS = SPINNING_LOOKS;

	private static final int MAX_LOOKS = SPINNING_LOOKS + 64;

	/**
	 * About what it costs to park and to be woken.
	 */
	private static final long WAKE_UP_NANOS = 5_000;

	/**
	 * The time of how many wake-ups a yield may take if nothing moves.
	 */
	private static final int FREE_WAKE_UPS = 10;

	/**
	 * For how many waits nobody yields after a yield that was too expensive.
	 */
	private static final int WAITS_WITHOUT_YIELD = 10_000;

	/**
	 * How many looks are made when nobody yields: about as long as a wake-up takes.
	 */
	private static final int LOOKS_WITHOUT_YIELD = 12;

	private int looks = MIN_LOOKS;

	private int waitsWithoutYield;

	int looks() {
		int left = this.waitsWithoutYield;
		if (left > 0) {
			this.waitsWithoutYield = left - 1;
			return LOOKS_WITHOUT_YIELD;
		}
		return this.looks;
	}

	void hasPaid() {
		int current = this.looks;
		if (current < MAX_LOOKS) {
			this.looks = Math.min(current * 2, MAX_LOOKS);
		}
	}

	void hasNotPaid() {
		int current = this.looks;
		if (current > MIN_LOOKS) {
			this.looks = Math.max(current / 2, MIN_LOOKS);
		}
	}

	/**
	 * Let some time pass before a look.
	 * @param look the number of the look, from 0
	 * @param state tells how much the channel moves meanwhile
	 * @return whether it is worth looking on
	 */
	boolean pause(int look, ChannelState<?> state) {
		if (look < SPINNING_LOOKS || this.waitsWithoutYield > 0) {
			for (int i = 0; i < SPINS_PER_LOOK; i++) {
				Thread.onSpinWait();
			}
			return true;
		}
		long moves = state.moves();
		long start = System.nanoTime();
		Thread.yield();
		long elapsed = System.nanoTime() - start;
		if (elapsed > (state.moves() - moves + FREE_WAKE_UPS) * WAKE_UP_NANOS) {
			this.waitsWithoutYield = WAITS_WITHOUT_YIELD;
			return false;
		}
		return true;
	}

}
