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
 * Giving the processor away between looks lets the other side move a batch, which pays
 * when this side waits again and again. A caller that waits once in a while, or for
 * somebody who acts only when it is parked, parks at once: a few looks would not find
 * anything, on a machine with more work than processors a yield takes milliseconds, and a
 * thread that has been running for some time before it parks is woken more slowly.
 */
final class Patience {

	private static final int SPINS_PER_LOOK = 16;

	/**
	 * How many looks are made before giving the processor to others in between.
	 */
	private static final int SPINNING_LOOKS = 4;

	private static final int MIN_LOOKS = SPINNING_LOOKS + 4;

	private static final int MAX_LOOKS = SPINNING_LOOKS + 64;

	/**
	 * How soon after one wait the next one has to come for looking to be worth it: within
	 * the time of a wake-up or two.
	 */
	private static final long BUSY_NANOS = 10_000;

	/**
	 * How many waits in a row may look in vain before looking is given up.
	 */
	private static final int MAX_CREDIT = 64;

	/**
	 * How many waits come between two that look in spite of that, to find out whether it
	 * pays again.
	 */
	private static final int WAITS_PER_TRIAL = 64;

	private int looks = MIN_LOOKS;

	private int credit = MAX_CREDIT;

	private int waitsUntilTrial = WAITS_PER_TRIAL;

	private long lastWaitNanos = System.nanoTime() - BUSY_NANOS;

	/**
	 * Begin to wait.
	 * @param nowNanos the time by {@link System#nanoTime()}
	 * @return how often to look before parking
	 */
	int looks(long nowNanos) {
		boolean busy = nowNanos - this.lastWaitNanos < BUSY_NANOS;
		this.lastWaitNanos = nowNanos;
		if (!busy) {
			return 0;
		}
		if (this.credit > 0) {
			return this.looks;
		}
		return isTrial() ? MIN_LOOKS : 0;
	}

	private boolean isTrial() {
		this.waitsUntilTrial--;
		if (this.waitsUntilTrial > 0) {
			return false;
		}
		this.waitsUntilTrial = WAITS_PER_TRIAL;
		return true;
	}

	/**
	 * Note that a look has found what the caller waits for.
	 */
	void hasPaid() {
		this.credit = MAX_CREDIT;
		this.looks = Math.min(this.looks * 2, MAX_LOOKS);
	}

	/**
	 * Note that the caller parks.
	 * @param looked how often it has looked
	 */
	void hasNotPaid(int looked) {
		if (looked == 0) {
			return;
		}
		this.credit = Math.max(this.credit - 1, 0);
		this.looks = Math.max(this.looks / 2, MIN_LOOKS);
	}

	/**
	 * Let some time pass before a look.
	 * @param look the number of the look, from 0
	 */
	static void pause(int look) {
		if (look < SPINNING_LOOKS) {
			for (int i = 0; i < SPINS_PER_LOOK; i++) {
				Thread.onSpinWait();
			}
		}
		else {
			Thread.yield();
		}
	}

}
