/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

/**
 * When some of the queued items came, to tell how old the oldest one is without a look at
 * the clock for every item. A stamp {@code (i, t)} says that the items up to index
 * {@code i} came at {@code t} or before, so the first stamp that is not below the oldest
 * item's index makes a lower bound of its age.
 * <p>
 * At most 16 stamps are kept. When there is no space for another one, every second one is
 * dropped, which makes the bound less sharp but not wrong. Guarded by the lock of the
 * tail.
 */
final class Ages {

	private static final int MAX_STAMPS = 16;

	private static final long[] NONE = {};

	private long[] indexes = NONE;

	private long[] times = NONE;

	private int size;

	/**
	 * Add a stamp.
	 * @param index the index up to which items came by now
	 * @param now the time
	 * @param oldest the index of the oldest item; stamps below it are forgotten
	 */
	void stamp(long index, long now, long oldest) {
		forgetBelow(oldest);
		if (this.size > 0 && this.indexes[this.size - 1] >= index) {
			return;
		}
		if (this.indexes == NONE) {
			this.indexes = new long[MAX_STAMPS];
			this.times = new long[MAX_STAMPS];
		}
		else if (this.size == MAX_STAMPS) {
			thinOut();
		}
		this.indexes[this.size] = index;
		this.times[this.size] = now;
		this.size++;
	}

	/**
	 * Return how old an item is, at least.
	 * @param index the item's index
	 * @param now the time
	 * @return the age in nanoseconds, 0 if nothing is known
	 */
	long ageNanos(long index, long now) {
		for (int i = 0; i < this.size; i++) {
			if (this.indexes[i] >= index) {
				return Math.max(0, now - this.times[i]);
			}
		}
		return 0;
	}

	private void forgetBelow(long oldest) {
		int count = 0;
		while (count < this.size && this.indexes[count] < oldest) {
			count++;
		}
		if (count > 0) {
			this.size -= count;
			System.arraycopy(this.indexes, count, this.indexes, 0, this.size);
			System.arraycopy(this.times, count, this.times, 0, this.size);
		}
	}

	private void thinOut() {
		this.size = MAX_STAMPS / 2;
		for (int i = 0; i < this.size; i++) {
			this.indexes[i] = this.indexes[2 * i];
			this.times[i] = this.times[2 * i];
		}
	}

}
