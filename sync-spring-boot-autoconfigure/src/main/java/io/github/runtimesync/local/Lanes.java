/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Where all items of a {@link Channel} are as long as one of them was put with options: a
 * lane for each priority that occurs, first in, first out within a lane. The counts of
 * the two ends go on, so that size, bound and waiting are the same as ever; just the
 * slots of the rings are empty.
 * <p>
 * Items are added under the lock of the tail. Everything else needs both locks.
 *
 * @param <E> the type of the items
 */
final class Lanes<E> {

	private final NavigableMap<Integer, Deque<E>> byPriority = new TreeMap<>(Collections.reverseOrder());

	void add(int priority, E item) {
		this.byPriority.computeIfAbsent(priority, (absent) -> new ArrayDeque<>()).add(item);
	}

	boolean isEmpty() {
		return this.byPriority.isEmpty();
	}

	/**
	 * Return the item that comes next.
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E first() {
		Map.Entry<Integer, Deque<E>> lane = this.byPriority.firstEntry();
		return (lane != null) ? lane.getValue().peek() : null;
	}

	/**
	 * Remove the item that comes next. Call only if there is one.
	 * @return the item
	 */
	E remove() {
		Map.Entry<Integer, Deque<E>> lane = this.byPriority.firstEntry();
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
		this.byPriority.values().forEach(items::addAll);
		return items;
	}

	/**
	 * Remove items from within.
	 * @param doomed their positions in the order of delivery
	 * @return the removed items
	 */
	List<E> remove(BitSet doomed) {
		List<E> removed = new ArrayList<>(doomed.cardinality());
		int position = 0;
		for (Deque<E> lane : this.byPriority.values()) {
			for (Iterator<E> items = lane.iterator(); items.hasNext(); position++) {
				E item = items.next();
				if (doomed.get(position)) {
					removed.add(item);
				}
			}
		}
		if (!removed.isEmpty()) {
			rebuild(doomed);
		}
		return removed;
	}

	private void rebuild(BitSet doomed) {
		int position = 0;
		for (Map.Entry<Integer, Deque<E>> lane : this.byPriority.entrySet()) {
			Deque<E> staying = new ArrayDeque<>();
			for (E item : lane.getValue()) {
				if (!doomed.get(position)) {
					staying.add(item);
				}
				position++;
			}
			lane.setValue(staying);
		}
		this.byPriority.values().removeIf(Deque::isEmpty);
	}

}
