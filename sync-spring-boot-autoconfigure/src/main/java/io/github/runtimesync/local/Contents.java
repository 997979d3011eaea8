/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.List;

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
	 * Find items of this copy in a later one. Items leave, come at the end, and never
	 * change their order.
	 * @param positions the positions of the items in this copy
	 * @param later the later copy
	 * @return the positions of those that are still there
	 */
	BitSet locate(BitSet positions, Contents<E> later) {
		BitSet located = new BitSet();
		int position = 0;
		for (int i = 0; i < later.items.size(); i++) {
			E item = later.items.get(i);
			while (position < this.items.size() && this.items.get(position) != item) {
				position++;
			}
			if (position == this.items.size()) {
				break;
			}
			located.set(i, positions.get(position));
			position++;
		}
		return located;
	}

	Contents<E> afterRemoval() {
		return new Contents<>(this.items, this.first, this.removals + 1);
	}

}
