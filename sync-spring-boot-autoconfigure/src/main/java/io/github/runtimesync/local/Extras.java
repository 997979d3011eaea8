/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * What a {@link Channel} does for items that were put with options. It is made for the
 * first of them; a channel without it is the plain one. As long as an item with a
 * priority, a key or a time to live is queued, all items are in {@link Lanes}, and every
 * take has both locks. {@link Delays} keep what is not to be delivered yet.
 * <p>
 * Everything is to be called with both locks held, and guarded by them, except that
 * anybody may read the counts. Whom to wake afterwards, and what else to do then, gathers
 * in a chain: whoever called takes it with {@link #removeReleased()}.
 *
 * @param <E> the type of the items
 */
final class Extras<E> {

	private final Object owner;

	private final DelayTimer timer;

	private final Head<E> head;

	private final Tail<E> tail;

	private final Gate<E> gate;

	private final Delays<E> delays;

	private final LaneSwitch<E> laneSwitch;

	private final Set<String> keys = new HashSet<>();

	private final Released<E> released = new Released<>();

	private volatile long expired;

	/**
	 * Create the extras of a channel.
	 * @param owner the channel, as parcels know it
	 * @param timer runs the delays when an item is due, and tells the time
	 * @param head the head
	 * @param tail the tail
	 * @param gate the gate
	 */
	Extras(Object owner, DelayTimer timer, Head<E> head, Tail<E> tail, Gate<E> gate) {
		this.owner = owner;
		this.timer = timer;
		this.head = head;
		this.tail = tail;
		this.gate = gate;
		this.delays = new Delays<>(this, timer, head, tail, gate);
		this.laneSwitch = new LaneSwitch<>(this, owner, head, tail);
	}

	Delays<E> delays() {
		return this.delays;
	}

	/**
	 * Return how many items were dropped since their time was over.
	 * @return the count
	 */
	long expired() {
		return this.expired;
	}

	/**
	 * Return what moves items into lanes and out of them.
	 * @return the switch
	 */
	LaneSwitch<E> laneSwitch() {
		return this.laneSwitch;
	}

	long now() {
		return this.timer.now();
	}

	/**
	 * Put a parcel if there is room and the channel is open. Takes the locks.
	 * @param parcel the parcel
	 * @return how that ended, {@code null} if there is no room
	 */
	@Nullable Outcome tryPut(Parcel<?> parcel) {
		Outcome outcome;
		QueueWaiter<E> woken;
		this.head.lockWith(this.tail);
		try {
			outcome = this.gate.isClosed() ? Outcome.CLOSED : put(parcel, null);
			woken = removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(woken);
		return outcome;
	}

	/**
	 * Put the parcel of a waiter into an open channel, or enlist the waiter if there is
	 * no room.
	 * @param putter the waiter
	 * @return how that ended, {@code null} if it was enlisted
	 */
	@Nullable Outcome putOrEnlist(QueueWaiter<E> putter) {
		return put(parcel(putter), putter);
	}

	private @Nullable Outcome put(Parcel<?> parcel, @Nullable QueueWaiter<E> putter) {
		if (isDuplicate(parcel)) {
			return Outcome.DUPLICATE;
		}
		// Looked at once: what is due in the next moment waits where it was sent.
		boolean delayed = parcel.isDelayed(this.timer.now());
		if (delayed ? this.delays.add(parcel) : enter(parcel)) {
			return Outcome.SERVED;
		}
		if (putter != null) {
			(delayed ? this.delays.waiters() : this.head.waiters()).add(putter);
		}
		return null;
	}

	/**
	 * Put the parcel of a putter that has waited at the head.
	 * @param putter the waiter
	 * @return how that ended, {@code null} if there is no room
	 */
	@Nullable Outcome putLate(QueueWaiter<E> putter) {
		Parcel<?> parcel = parcel(putter);
		if (isDuplicate(parcel)) {
			return Outcome.DUPLICATE;
		}
		return enter(parcel) ? Outcome.SERVED : null;
	}

	/**
	 * Deliver a parcel to a waiting getter, or append it if there is room. Expired by
	 * now, it is dropped.
	 * @param parcel the parcel, whose key is its own or free
	 * @return {@code false} if there is no room
	 */
	boolean enter(Parcel<?> parcel) {
		if (parcel.isExpired(this.timer.now())) {
			this.tail.countHandOff();
			this.expired++;
			freeKey(parcel);
			return true;
		}
		long size = this.tail.ownCount() - this.head.ownCount();
		// While a pause ends, getters may still wait for what is queued.
		QueueWaiter<E> getter = (size == 0) ? this.tail.waiters().poll() : null;
		if (getter != null) {
			getter.settle(Outcome.SERVED, item(parcel));
			this.tail.countHandOff();
			freeKey(parcel);
			release(getter);
			return true;
		}
		if (size >= this.tail.maxSize()) {
			return false;
		}
		reserveKey(parcel);
		Lanes<E> lanes = parcel.needsLanes() ? this.laneSwitch.open() : this.tail.lanes();
		return (lanes != null) ? this.tail.append(item(parcel), parcel.priority(), lanes, this.head)
				: this.tail.append(item(parcel), this.head);
	}

	/**
	 * Drop expired items that come next, and let others in for them.
	 * @return whom to wake, the first of a chain
	 */
	@Nullable QueueWaiter<E> dropExpired() {
		Lanes<E> lanes = this.tail.lanes();
		if (lanes == null || this.head.isPaused()) {
			return null;
		}
		long now = this.timer.now();
		while (lanes != null && isExpired(lanes.first(), now)) {
			this.expired++;
			this.laneSwitch.remove(lanes);
			release(this.head.admit(this.tail));
			lanes = this.tail.lanes();
		}
		return removeReleased();
	}

	/**
	 * Let every take have both locks as long as that is needed.
	 */
	void attend() {
		this.head.attend(this.tail.lanes() != null || this.delays.isWaitingForRoom());
	}

	/**
	 * Add to those who are to be woken.
	 * @param chain the first of a chain
	 */
	void release(@Nullable QueueWaiter<E> chain) {
		this.released.add(chain);
	}

	/**
	 * Return whom to wake when the locks are released.
	 * @return the first of them, the others follow by {@code next}
	 */
	@Nullable QueueWaiter<E> removeReleased() {
		return this.released.removeAll();
	}

	boolean isDuplicate(Parcel<?> parcel) {
		return parcel.key() != null && this.keys.contains(parcel.key());
	}

	void reserveKey(Parcel<?> parcel) {
		if (parcel.key() != null) {
			this.keys.add(parcel.key());
		}
	}

	void freeKey(Parcel<?> parcel) {
		if (parcel.key() != null) {
			this.keys.remove(parcel.key());
		}
	}

	boolean isExpired(@Nullable E item, long now) {
		Parcel<?> parcel = (item != null) ? Parcel.of(item, this.owner) : null;
		return parcel != null && parcel.isExpired(now);
	}

	Parcel<?> parcel(QueueWaiter<E> putter) {
		return (Parcel<?>) putter.item();
	}

	/**
	 * A channel that takes parcels is one of objects.
	 */
	@SuppressWarnings("unchecked")
	E item(Parcel<?> parcel) {
		return (E) parcel;
	}

}
