/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import io.github.runtimesync.engine.WaitingCaller;

/**
 * What can be read of a {@link Channel} without changing it. The sizes are read without a
 * lock.
 *
 * @param <E> the type of the items
 * @param head the head
 * @param tail the tail
 */
record ChannelState<E>(Head<E> head, Tail<E> tail) {

	/**
	 * Return the number of items. Two equal looks at the head around one at the tail make
	 * it the size at the moment of the latter.
	 * @return the size
	 */
	int size() {
		long taken = this.head.count();
		while (true) {
			long put = this.tail.count();
			long takenNow = this.head.count();
			if (taken == takenNow) {
				return (int) Math.min(put - taken, Integer.MAX_VALUE);
			}
			taken = takenNow;
		}
	}

	/**
	 * Return whether the channel was empty when the tail was looked at.
	 * @return whether there is no item
	 */
	boolean isEmpty() {
		long taken = this.head.count();
		return this.tail.count() == taken;
	}

	/**
	 * Return whether the channel was full when the head was looked at.
	 * @return whether there is no room
	 */
	boolean isFull() {
		long put = this.tail.count();
		return put - this.head.count() >= this.tail.maxSize();
	}

	/**
	 * Return how many items were put so far.
	 * @return the count
	 */
	long puts() {
		return this.tail.count() + this.tail.handOffs();
	}

	/**
	 * Return how many items were taken so far.
	 * @return the count
	 */
	long gets() {
		Extras<E> extras = this.head.extras;
		if (extras == null) {
			return this.head.count() + this.tail.handOffs();
		}
		// What has expired has left as if taken, and the two must not be seen apart.
		this.tail.lock();
		try {
			return this.head.count() + this.tail.handOffs() - extras.expired();
		}
		finally {
			this.tail.unlock();
		}
	}

	/**
	 * Return how many items are not to be delivered yet.
	 * @return the count
	 */
	int delayed() {
		Extras<E> extras = this.head.extras;
		return (extras != null) ? extras.delays().count() : 0;
	}

	/**
	 * Return how many items were dropped since their time was over.
	 * @return the count
	 */
	long expired() {
		Extras<E> extras = this.head.extras;
		return (extras != null) ? extras.expired() : 0;
	}

	/**
	 * Return how long the oldest item has been here, at least.
	 * @return the age in nanoseconds, -1 if there is no item
	 */
	long oldestAgeNanos() {
		this.tail.lock();
		try {
			long taken = this.head.count();
			return (this.tail.ownCount() != taken) ? this.tail.oldestAgeNanos(taken) : -1;
		}
		finally {
			this.tail.unlock();
		}
	}

	int getterCount() {
		return this.tail.waiters().size();
	}

	int putterCount() {
		Extras<E> extras = this.head.extras;
		return this.head.waiters().size() + ((extras != null) ? extras.delays().waiters().size() : 0);
	}

	/**
	 * Return who waits, getters first.
	 * @param limit how many to return at most
	 * @return the callers
	 */
	List<WaitingCaller> waitingCallers(int limit) {
		List<WaitingCaller> callers = new ArrayList<>();
		describe(this.tail, this.tail.waiters(), callers, limit);
		describe(this.head, this.head.waiters(), callers, limit);
		Extras<E> extras = this.head.extras;
		if (extras != null) {
			describe(this.head, extras.delays().waiters(), callers, limit);
		}
		return callers;
	}

	private static void describe(End<?> end, WaiterList<?> waiters, List<WaitingCaller> target, int limit) {
		end.lock();
		try {
			waiters.describeTo(target, limit);
		}
		finally {
			end.unlock();
		}
	}

}
