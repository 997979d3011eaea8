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

	private final Owner owner;

	private final Head<E> head;

	private final Tail<E> tail;

	private final Gate<E> gate;

	private final Delays<E> delays;

	private final Set<String> keys = new HashSet<>();

	private volatile long expired;

	private @Nullable QueueWaiter<E> released;

	Extras(Owner owner, Head<E> head, Tail<E> tail, Gate<E> gate) {
		this.owner = owner;
		this.head = head;
		this.tail = tail;
		this.gate = gate;
		this.delays = new Delays<>(this, owner.timer(), head, tail, gate);
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
	 * Put a parcel if there is room and the channel is open. Takes the locks.
	 * @param parcel the parcel
	 * @return how that ended, {@code null} if there is no room
	 */
	@Nullable Outcome tryPut(Parcel<?> parcel) {
		Outcome outcome;
		QueueWaiter<E> released;
		this.head.lockWith(this.tail);
		try {
			outcome = this.gate.isClosed() ? Outcome.CLOSED : put(parcel, null);
			released = removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(released);
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
		boolean delayed = parcel.isDelayed();
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
		long size = this.tail.ownCount() - this.head.ownCount();
		if (parcel.isExpired()) {
			this.tail.countHandOff();
			expire(parcel);
			return true;
		}
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
		if (parcel.needsLanes()) {
			this.head.beginLanes(this.tail);
			reserveKey(parcel);
		}
		return this.tail.append(item(parcel), parcel.priority(), this.head);
	}

	/**
	 * Drop expired items that come next.
	 */
	void dropExpired() {
		Lanes<E> lanes = this.head.lanes;
		while (lanes != null && isExpired(lanes.first())) {
			E item = this.head.take(this.tail);
			Parcel<?> parcel = (item != null) ? parcel(item) : null;
			if (parcel == null) {
				return;
			}
			expire(parcel);
			release(this.head.admit(this.tail));
			lanes = this.head.lanes;
		}
	}

	/**
	 * Find the first item that has not expired.
	 * @param lanes the lanes
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E firstLive(Lanes<E> lanes) {
		if (!isExpired(lanes.first())) {
			return lanes.first();
		}
		return lanes.items().stream().filter((item) -> !isExpired(item)).findFirst().orElse(null);
	}

	/**
	 * Learn that an item has left the lanes.
	 * @param item the item
	 */
	void left(E item) {
		Parcel<?> parcel = parcel(item);
		if (parcel != null) {
			freeKey(parcel);
		}
	}

	/**
	 * Add to those who are to be woken.
	 * @param chain the first of a chain
	 */
	void release(@Nullable QueueWaiter<E> chain) {
		this.released = QueueWaiter.join(this.released, chain);
	}

	/**
	 * Return whom to wake when the locks are released.
	 * @return the first of them, the others follow by {@code next}
	 */
	@Nullable QueueWaiter<E> removeReleased() {
		QueueWaiter<E> first = this.released;
		this.released = null;
		return first;
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

	private void expire(Parcel<?> parcel) {
		this.expired++;
		freeKey(parcel);
		release(new Errand<>(() -> this.owner.expired(parcel)));
	}

	private boolean isExpired(@Nullable E item) {
		Parcel<?> parcel = (item != null) ? parcel(item) : null;
		return parcel != null && parcel.isExpired();
	}

	Parcel<?> parcel(QueueWaiter<E> putter) {
		return (Parcel<?>) putter.item();
	}

	private @Nullable Parcel<?> parcel(E item) {
		return Parcel.of(item, this.owner);
	}

	/**
	 * A channel that takes parcels is one of objects.
	 */
	@SuppressWarnings("unchecked")
	E item(Parcel<?> parcel) {
		return (E) parcel;
	}

	/**
	 * The queue that the extras belong to.
	 */
	interface Owner {

		/**
		 * Return what wakes the queue.
		 * @return the timer of the registry
		 */
		DelayTimer timer();

		/**
		 * Learn that an item was dropped. Called without a lock.
		 * @param parcel the item
		 */
		void expired(Parcel<?> parcel);

	}

}
