/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The end where items are taken. Putters wait here.
 *
 * @param <E> the type of the items
 */
final class Head<E> extends End<E> {

	Head(Ring<E> ring) {
		super(ring);
	}

	/**
	 * Lock both ends, in the only order in which that is done.
	 * @param tail the other end
	 */
	void lockWith(Tail<E> tail) {
		lock();
		tail.lock();
	}

	void unlockWith(Tail<E> tail) {
		tail.unlock();
		unlock();
	}

	/**
	 * Take the oldest item. Call only when holding the lock.
	 * @param tail the other end
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E take(Tail<E> tail) {
		long index = ownCount();
		if (index >= this.limit && !advance(index, tail)) {
			return null;
		}
		E item = this.ring.get(index);
		this.ring.clear(index);
		publish(index + 1);
		return item;
	}

	/**
	 * Look at the oldest item. Call only when holding the lock.
	 * @param tail the other end
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E peek(Tail<E> tail) {
		long index = ownCount();
		return (index < this.limit || advance(index, tail)) ? this.ring.get(index) : null;
	}

	/**
	 * Let in those who wait for room, as far as there is some. Call only when holding
	 * both locks.
	 * @param tail the other end
	 * @return the first putter that was let in, the others follow by {@code next}
	 */
	@Nullable QueueWaiter<E> admit(Tail<E> tail) {
		QueueWaiter<E> first = null;
		QueueWaiter<E> last = null;
		QueueWaiter<E> putter = waiters().first();
		while (putter != null && tail.appendLate(putter, this)) {
			waiters().remove(putter);
			putter.settle(QueueWaiter.Outcome.SERVED, null);
			if (last != null) {
				last.next = putter;
			}
			else {
				first = putter;
			}
			last = putter;
			putter = waiters().first();
		}
		return first;
	}

	/**
	 * Copy items from the oldest one on. Call only when holding the lock.
	 * @param end the index where to stop
	 * @return the items
	 */
	List<E> copy(long end) {
		List<E> items = new ArrayList<>((int) Math.max(0, end - ownCount()));
		Ring<E> at = this.ring;
		for (long index = ownCount(); index < end; index++) {
			at = at.at(index);
			items.add(at.get(index));
		}
		return items;
	}

	/**
	 * Replace the oldest items. Call only when holding both locks.
	 * @param items the new items, at most as many as there are
	 */
	void overwrite(List<E> items) {
		Ring<E> at = this.ring;
		long index = ownCount();
		for (E item : items) {
			at = at.at(index);
			at.set(index, item);
			index++;
		}
	}

	/**
	 * Move the limit: find out how many items were put in the meantime, and follow the
	 * tail into the next ring if this one is empty for good.
	 */
	private boolean advance(long index, Tail<E> tail) {
		long put = tail.count();
		if (index == put) {
			return false;
		}
		Ring<E> next = this.ring.next();
		if (next != null && next.first() == index) {
			tail.recycle(this.ring);
			this.ring = next;
			next = next.next();
		}
		this.limit = (next != null) ? Math.min(put, next.first()) : put;
		return true;
	}

}
