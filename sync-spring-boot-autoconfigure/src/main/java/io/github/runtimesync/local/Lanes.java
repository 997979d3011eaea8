/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Where all items of a {@link Channel} are as long as one of them was put with a
 * priority, a key or a time to live: a lane for each priority that occurs. The counts of
 * the two ends go on, so that size, bound and waiting are the same as ever; just the
 * rings are not in use.
 * <p>
 * Items are added under the lock of the tail. Everything else needs both locks.
 *
 * @param <E> the type of the items
 */
final class Lanes<E> {

	private final NavigableMap<Integer, Lane<E>> byPriority = new TreeMap<>(Collections.reverseOrder());

	/**
	 * Create lanes.
	 * @param ring the ring of the first item that is queued already
	 * @param index the index of the first item
	 * @param end one past the index of the last item
	 */
	Lanes(Ring<E> ring, long index, long end) {
		if (index != end) {
			this.byPriority.put(0, new Lane<>(ring, index, end));
		}
	}

	void add(int priority, E item) {
		this.byPriority.computeIfAbsent(priority, (absent) -> new Lane<>()).add(item);
	}

	boolean isEmpty() {
		return this.byPriority.isEmpty();
	}

	/**
	 * Return the item that comes next.
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E first() {
		Map.Entry<Integer, Lane<E>> lane = this.byPriority.firstEntry();
		return (lane != null) ? lane.getValue().peek() : null;
	}

	/**
	 * Remove the item that comes next. Call only if there is one.
	 * @return the item
	 */
	E remove() {
		Map.Entry<Integer, Lane<E>> lane = this.byPriority.firstEntry();
		E item = lane.getValue().remove();
		if (lane.getValue().isEmpty()) {
			this.byPriority.remove(lane.getKey());
		}
		return item;
	}

	/**
	 * Copy the items.
	 * @return the items in the order of delivery
	 */
	List<E> items() {
		List<E> items = new ArrayList<>();
		this.byPriority.values().forEach((lane) -> lane.copyTo(items));
		return items;
	}

	/**
	 * Remove items from within.
	 * @param doomed their positions in the order of delivery
	 * @return the removed items
	 */
	List<E> remove(BitSet doomed) {
		List<E> removed = new ArrayList<>(doomed.cardinality());
		if (!doomed.isEmpty()) {
			int position = 0;
			for (Lane<E> lane : this.byPriority.values()) {
				position = lane.remove(doomed, position, removed);
			}
			this.byPriority.values().removeIf(Lane::isEmpty);
		}
		return removed;
	}

}
