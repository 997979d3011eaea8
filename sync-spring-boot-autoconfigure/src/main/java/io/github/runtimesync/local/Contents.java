/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A copy of what was in a {@link Channel} at one moment.
 *
 * @param <E> the type of the items
 * @param items the items, oldest first
 * @param first the index of the first of them
 * @param removals how often items had left from within the channel by then; as long as
 * that has not changed, an item's position is its index minus {@code first}
 */
record Contents<E>(List<E> items, long first, long removals) {

	/**
	 * Find items of this copy in a later one. Items leave and come, and those that stay
	 * keep their order.
	 * @param positions the positions of the items in this copy
	 * @param later the later copy
	 * @return the positions of those that are still there
	 */
	BitSet locate(BitSet positions, Contents<E> later) {
		BitSet located = new BitSet();
		Set<E> known = Collections.newSetFromMap(new IdentityHashMap<>());
		known.addAll(this.items);
		int position = 0;
		for (int i = 0; i < later.items.size(); i++) {
			int found = known.contains(later.items.get(i)) ? find(later.items.get(i), position) : -1;
			if (found >= 0) {
				located.set(i, positions.get(found));
				position = found + 1;
			}
		}
		return located;
	}

	private int find(E item, int start) {
		for (int i = start; i < this.items.size(); i++) {
			if (this.items.get(i) == item) {
				return i;
			}
		}
		return -1;
	}

	Contents<E> afterRemoval() {
		return new Contents<>(this.items, this.first, this.removals + 1);
	}

}
