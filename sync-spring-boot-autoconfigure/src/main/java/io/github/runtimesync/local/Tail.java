/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The end where items are put. Getters wait here.
 *
 * @param <E> the type of the items
 */
final class Tail<E> extends End<E> {

	private static final int FIRST_CAPACITY = 16;

	private static final int MAX_CAPACITY = 1024;

	private static final int ITEMS_PER_STAMP = 64;

	private static final long UNBOUNDED = Long.MAX_VALUE / 2;

	private static final VarHandle HAND_OFFS;

	static {
		try {
			HAND_OFFS = MethodHandles.lookup().findVarHandle(Tail.class, "handOffs", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final long maxSize;

	private final int maxCapacity;

	private final Ages ages = new Ages();

	private long nextStamp;

	private boolean closed;

	private volatile @Nullable Ring<E> spare;

	private long handOffs;

	/**
	 * Where the items are if not in the rings. The limit is then where the tail stands,
	 * so that only those who reach their limit look at this. Written under both locks.
	 */
	private @Nullable Lanes<E> lanes;

	Tail(int maxSize) {
		super(new Ring<>((int) Math.min(FIRST_CAPACITY, capacityFor(maxSize))));
		this.maxSize = (maxSize != 0) ? maxSize : UNBOUNDED;
		this.maxCapacity = (int) Math.min(MAX_CAPACITY, capacityFor(maxSize));
	}

	/**
	 * Append an item if that needs no look around: nobody waits, the channel is open, and
	 * there is room for sure. Call only when holding the lock.
	 * @param item the item
	 * @return {@code false} if it was not appended
	 */
	boolean appendBelowLimit(E item) {
		long index = ownCount();
		if (index >= this.limit || !waiters().isEmpty()) {
			return false;
		}
		store(index, item);
		publish(index + 1);
		return true;
	}

	/**
	 * Look around at every put from now on, since the channel is closed. Call only when
	 * holding the lock.
	 */
	void close() {
		this.closed = true;
		this.limit = ownCount();
	}

	/**
	 * Append an item if there is room. Call only when holding the lock, and only if no
	 * getter waits.
	 * @param item the item
	 * @param head the other end
	 * @return {@code false} if there is no room
	 */
	boolean append(E item, Head<E> head) {
		long index = ownCount();
		if (index >= this.limit) {
			if (this.lanes != null) {
				return append(item, 0, this.lanes, head);
			}
			if (!advance(index, head.count())) {
				return false;
			}
		}
		store(index, item);
		publish(index + 1);
		return true;
	}

	/**
	 * Append an item to lanes if there is room. Call only when holding the lock, and only
	 * if no getter waits.
	 * @param item the item
	 * @param priority its priority
	 * @param lanes the lanes in use
	 * @param head the other end
	 * @return {@code false} if there is no room
	 */
	boolean append(E item, int priority, Lanes<E> lanes, Head<E> head) {
		long index = ownCount();
		long taken = head.count();
		if (index - taken >= this.maxSize) {
			return false;
		}
		stampIfDue(index, taken);
		lanes.add(priority, item);
		publish(index + 1);
		return true;
	}

	/**
	 * Return where the items are if not in the rings.
	 * @return the lanes, {@code null} if the rings are in use; either lock guards it
	 */
	@Nullable Lanes<E> lanes() {
		return this.lanes;
	}

	/**
	 * Put items into lanes from now on, and leave the rings with items to these lanes.
	 * Call only when holding both locks.
	 * @param lanes the lanes
	 * @param empty whether no item is in the rings
	 */
	void beginLanes(Lanes<E> lanes, boolean empty) {
		if (!empty) {
			Ring<E> next = new Ring<>(Math.min(FIRST_CAPACITY, this.maxCapacity));
			next.begin(ownCount());
			use(next);
		}
		this.lanes = lanes;
		this.limit = ownCount();
	}

	/**
	 * Put items into the ring again. Call only when holding both locks, and only if there
	 * is no item.
	 */
	void endLanes() {
		this.lanes = null;
		this.limit = ownCount();
	}

	/**
	 * Append the item of a putter that has waited, if there is room. Call only when
	 * holding the lock.
	 * @param putter the waiter
	 * @param head the other end
	 * @return {@code false} if there is no room
	 */
	boolean appendLate(QueueWaiter<E> putter, Head<E> head) {
		stampNext();
		return append(putter.item(), head);
	}

	/**
	 * Move the limit: find out how many items were taken in the meantime, and go on in
	 * another ring if this one is full. The limit is also where the next stamp is due.
	 */
	private boolean advance(long index, long taken) {
		if (index - taken >= this.maxSize) {
			return false;
		}
		long ringLimit = Math.max(taken, ring().first()) + ring().capacity();
		if (index == ringLimit) {
			use(nextRing(index));
			ringLimit = index + ring().capacity();
		}
		stampIfDue(index, taken);
		this.limit = this.closed ? index : Math.min(Math.min(taken + this.maxSize, ringLimit), this.nextStamp);
		return true;
	}

	private void stampIfDue(long index, long taken) {
		if (index >= this.nextStamp) {
			this.ages.stamp(index, System.nanoTime(), taken);
			this.nextStamp = index + ITEMS_PER_STAMP;
		}
	}

	private Ring<E> nextRing(long first) {
		int capacity = Math.min(ring().capacity() * 2, this.maxCapacity);
		Ring<E> next = this.spare;
		if (next != null && next.capacity() == capacity) {
			this.spare = null;
		}
		else {
			next = new Ring<>(capacity);
		}
		next.begin(first);
		ring().append(next);
		return next;
	}

	long maxSize() {
		return this.maxSize;
	}

	/**
	 * Keep an empty ring for later use, in place of one kept before. Called by the head.
	 * @param ring the ring
	 */
	void recycle(Ring<E> ring) {
		ring.detach();
		if (ring.capacity() == this.maxCapacity) {
			this.spare = ring;
		}
	}

	/**
	 * Count an item that goes to a waiting getter. What comes next is the first item that
	 * is really queued, so its age is worth a look at the clock.
	 */
	void countHandOff() {
		HAND_OFFS.setOpaque(this, this.handOffs + 1);
		stampNext();
	}

	/**
	 * Return how many items went to a waiting getter without being queued.
	 * @return the count
	 */
	long handOffs() {
		return (long) HAND_OFFS.getOpaque(this);
	}

	/**
	 * Look at the clock when the next item is appended. Call only when holding the lock.
	 */
	void stampNext() {
		this.nextStamp = ownCount();
		this.limit = ownCount();
	}

	/**
	 * Return how long the oldest item has been queued, at least. Call only when holding
	 * the lock. The look at the clock makes the answers about the present items exact
	 * from now on.
	 * @param taken the index of the oldest item
	 * @return the age in nanoseconds
	 */
	long oldestAgeNanos(long taken) {
		long now = System.nanoTime();
		this.ages.stamp(ownCount() - 1, now, taken);
		return this.ages.ageNanos(taken, now);
	}

	private static long capacityFor(int maxSize) {
		return (maxSize > 1) ? Long.highestOneBit(maxSize - 1L) * 2 : (maxSize == 1) ? 1 : MAX_CAPACITY;
	}

}
