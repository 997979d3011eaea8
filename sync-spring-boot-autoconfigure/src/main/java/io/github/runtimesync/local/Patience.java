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
 */
final class Patience {

	private static final int SPINS_PER_LOOK = 16;

	/**
	 * How many looks are made before giving the processor to others in between.
	 */
	private static final int SPINNING_LOOKS = 4;

	private static final int MIN_LOOKS = SPINNING_LOOKS + 4;

	private static final int MAX_LOOKS = SPINNING_LOOKS + 64;

	private int looks = MIN_LOOKS;

	int looks() {
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
