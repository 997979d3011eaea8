/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How the items of a {@link Channel} get from the rings into {@link Lanes} and out of
 * these: the lanes begin with the first item that needs them and end with the last item,
 * whatever that is, so that there are none without an item. The ends have an empty ring
 * meanwhile.
 * <p>
 * Everything is to be called with both locks held, and guarded by them.
 *
 * @param <E> the type of the items
 */
final class LaneSwitch<E> {

	private final Extras<E> extras;

	private final Object owner;

	private final Head<E> head;

	private final Tail<E> tail;

	private long changes;

	LaneSwitch(Extras<E> extras, Object owner, Head<E> head, Tail<E> tail) {
		this.extras = extras;
		this.owner = owner;
		this.head = head;
		this.tail = tail;
	}

	/**
	 * Return how often the items have gone into lanes and back: positions in a copy say
	 * nothing afterwards.
	 * @return the count, for which the head's lock is enough
	 */
	long changes() {
		return this.changes;
	}

	/**
	 * Take the item that comes next. Call only if there are lanes.
	 * @return the item, {@code null} if there is none or the head is paused
	 */
	@Nullable E take() {
		Lanes<E> lanes = Objects.requireNonNull(this.tail.lanes());
		return this.head.isPaused() ? null : remove(lanes);
	}

	/**
	 * Find the first item that has not expired.
	 * @param lanes the lanes
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E firstLive(Lanes<E> lanes) {
		long now = this.extras.now();
		E first = lanes.first();
		if (!this.extras.isExpired(first, now)) {
			return first;
		}
		return lanes.items().stream().filter((item) -> !this.extras.isExpired(item, now)).findFirst().orElse(null);
	}

	/**
	 * Remove items from the lanes, also when the head is paused.
	 * @param lanes the lanes
	 * @param doomed their positions in the order of delivery
	 * @return how many items were removed
	 */
	int remove(Lanes<E> lanes, BitSet doomed) {
		List<E> removed = lanes.remove(doomed);
		removed.forEach(this::leave);
		return removed.size();
	}

	/**
	 * Remove all items from the lanes, also when the head is paused: in lanes, what came
	 * first need not be what is next.
	 * @param lanes the lanes
	 * @return how many items were removed
	 */
	int clear(Lanes<E> lanes) {
		int size = (int) (this.tail.ownCount() - this.head.ownCount());
		for (int i = 0; i < size; i++) {
			remove(lanes);
		}
		return size;
	}

	/**
	 * Remove the item that comes next, also when the head is paused.
	 * @param lanes the lanes, which end with their last item
	 * @return the item
	 */
	E remove(Lanes<E> lanes) {
		return leave(lanes.remove());
	}

	private E leave(E item) {
		this.head.publish(this.head.ownCount() + 1);
		Parcel<?> parcel = Parcel.of(item, this.owner);
		if (parcel != null) {
			this.extras.freeKey(parcel);
		}
		if (this.head.ownCount() == this.tail.ownCount()) {
			this.tail.endLanes();
			change();
		}
		return item;
	}

	/**
	 * Put all items into lanes unless they are there. An item has to follow at once.
	 * @return the lanes
	 */
	Lanes<E> open() {
		Lanes<E> lanes = this.tail.lanes();
		if (lanes == null) {
			long first = this.head.ownCount();
			lanes = new Lanes<>(this.head.ring(), first, this.tail.ownCount());
			this.tail.beginLanes(lanes, lanes.isEmpty());
			change();
		}
		return lanes;
	}

	private void change() {
		this.head.follow(this.tail);
		this.changes++;
		this.extras.attend();
	}

}
