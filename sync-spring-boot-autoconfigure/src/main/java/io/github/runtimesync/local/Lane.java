/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Items of one priority, first in, first out. They may begin with what lies in rings,
 * which nobody else uses any more: a long backlog need not be moved.
 *
 * @param <E> the type of the items
 */
final class Lane<E> {

	private final Deque<E> items = new ArrayDeque<>();

	private @Nullable Ring<E> ring;

	private long index;

	private long end;

	Lane() {
	}

	/**
	 * Create a lane with what lies in rings.
	 * @param ring the ring of the first item
	 * @param index the index of the first item
	 * @param end one past the index of the last item
	 */
	Lane(Ring<E> ring, long index, long end) {
		this.ring = ring;
		this.index = index;
		this.end = end;
	}

	boolean isEmpty() {
		return this.index == this.end && this.items.isEmpty();
	}

	void add(E item) {
		this.items.add(item);
	}

	@Nullable E peek() {
		return (this.index != this.end) ? advance().get(this.index) : this.items.peek();
	}

	/**
	 * Remove the first item. Call only if there is one.
	 * @return the item
	 */
	E remove() {
		if (this.index == this.end) {
			return this.items.remove();
		}
		Ring<E> at = advance();
		E item = at.get(this.index);
		at.clear(this.index);
		this.index++;
		if (this.index == this.end) {
			this.ring = null;
		}
		return item;
	}

	/**
	 * Remove items from within.
	 * @param doomed positions
	 * @param start the position of the first item of this lane
	 * @param removed receives the removed items
	 * @return the position after the last item
	 */
	int remove(BitSet doomed, int start, List<E> removed) {
		List<E> all = new ArrayList<>();
		copyTo(all);
		this.ring = null;
		this.index = this.end;
		this.items.clear();
		int position = start;
		for (E item : all) {
			(doomed.get(position) ? removed : this.items).add(item);
			position++;
		}
		return position;
	}

	void copyTo(List<E> target) {
		Ring<E> at = this.ring;
		for (long i = this.index; i < this.end; i++) {
			at = Objects.requireNonNull(at).at(i);
			target.add(at.get(i));
		}
		target.addAll(this.items);
	}

	private Ring<E> advance() {
		Ring<E> at = Objects.requireNonNull(this.ring).at(this.index);
		this.ring = at;
		return at;
	}

}
