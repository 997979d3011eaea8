/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * The end where items are taken. Putters wait here.
 *
 * @param <E> the type of the items
 */
final class Head<E> extends End<E> {

	/**
	 * Whether nothing is handed out for now. The limit is then where the head stands, so
	 * that only those who reach their limit look at this. Written under both locks.
	 */
	private volatile boolean paused;

	/**
	 * {@code null} as long as no item was put with options. Written once, under both
	 * locks.
	 */
	volatile @Nullable Extras<E> extras;

	/**
	 * Whether the extras have a part in every take. The limit is then where the head
	 * stands, as in a pause, so that nobody else looks at this. Written under both locks.
	 */
	private boolean attended;

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
	 * Take the oldest item. Call only when holding the lock, and if no putter waits.
	 * @param tail the other end
	 * @return the item, {@code null} if there is none, or the head is paused or attended
	 */
	@Nullable E take(Tail<E> tail) {
		long index = ownCount();
		if (index >= this.limit && (this.paused || this.attended || !advance(index, tail))) {
			return null;
		}
		return remove(index);
	}

	/**
	 * Take the item that comes next. Call only when holding both locks.
	 * @param tail the other end
	 * @return the item, {@code null} if there is none or the head is paused
	 */
	@Nullable E takeNext(Tail<E> tail) {
		Extras<E> extras = this.extras;
		return (extras != null && tail.lanes() != null) ? extras.laneSwitch().take() : takeFromRing(tail);
	}

	private @Nullable E takeFromRing(Tail<E> tail) {
		long index = ownCount();
		if (index >= this.limit && (this.paused || !advance(index, tail))) {
			return null;
		}
		E item = remove(index);
		if (this.attended) {
			this.limit = ownCount();
		}
		return item;
	}

	/**
	 * Return whether extras have a part in a take, so that it needs both locks.
	 * @return whether the head's lock is not enough
	 */
	boolean isAttended() {
		return this.attended;
	}

	/**
	 * Note whether extras have a part in every take. Call only when holding both locks.
	 * @param attended whether items are in lanes, or wait for room
	 */
	void attend(boolean attended) {
		this.attended = attended;
		this.limit = ownCount();
	}

	/**
	 * Drop expired items that come next, and let others in for them. Call only when
	 * holding both locks.
	 * @return whom to wake, the first of a chain
	 */
	@Nullable QueueWaiter<E> dropExpired() {
		Extras<E> extras = this.extras;
		return (extras != null) ? extras.dropExpired() : null;
	}

	/**
	 * Go on in the ring of the tail, without the items in between. Call only when holding
	 * both locks.
	 * @param tail the other end
	 */
	void follow(Tail<E> tail) {
		use(tail.ring());
		this.limit = ownCount();
	}

	/**
	 * Remove the oldest items, also when paused. Call only when holding both locks.
	 * @param count how many, at most as many as there are
	 * @param tail the other end
	 */
	void skip(int count, Tail<E> tail) {
		for (int i = 0; i < count; i++) {
			long index = ownCount();
			if (index >= this.limit) {
				advance(index, tail);
			}
			remove(index);
		}
		if (this.paused || this.attended) {
			this.limit = ownCount();
		}
	}

	boolean isPaused() {
		return this.paused;
	}

	/**
	 * Begin or end a pause. Call only when holding both locks.
	 * @param paused whether to hand out nothing from now on
	 */
	void pause(boolean paused) {
		this.paused = paused;
		this.limit = ownCount();
	}

	/**
	 * Look at the oldest item. Call only when holding the lock.
	 * @param tail the other end
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E peek(Tail<E> tail) {
		long index = ownCount();
		return (index != tail.count()) ? ring().at(index).get(index) : null;
	}

	/**
	 * Let in those who wait for room, as far as there is some. Call only when holding
	 * both locks.
	 * @param tail the other end
	 * @return the first putter that was let in, the others follow by {@code next}
	 */
	@Nullable QueueWaiter<E> admit(Tail<E> tail) {
		Extras<E> extras = this.extras;
		if (extras != null) {
			extras.delays().admit();
		}
		QueueWaiter<E> first = null;
		QueueWaiter<E> last = null;
		QueueWaiter<E> putter = waiters().first();
		Outcome outcome;
		while (putter != null && (outcome = putLate(putter, tail, extras)) != null) {
			waiters().remove(putter);
			putter.settle(outcome, null);
			if (last != null) {
				last.next = putter;
			}
			else {
				first = putter;
			}
			last = putter;
			putter = waiters().first();
		}
		return (extras != null) ? QueueWaiter.join(extras.removeReleased(), first) : first;
	}

	private @Nullable Outcome putLate(QueueWaiter<E> putter, Tail<E> tail, @Nullable Extras<E> extras) {
		if (putter.needsExtras && extras != null) {
			return extras.putLate(putter);
		}
		return tail.appendLate(putter, this) ? Outcome.SERVED : null;
	}

	/**
	 * Copy items from the oldest one on. Call only when holding the lock.
	 * @param end the index where to stop
	 * @return the items
	 */
	List<E> copy(long end) {
		List<E> items = new ArrayList<>((int) Math.max(0, end - ownCount()));
		Ring<E> at = ring();
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
		Ring<E> at = ring();
		long index = ownCount();
		for (E item : items) {
			at = at.at(index);
			at.set(index, item);
			index++;
		}
	}

	private E remove(long index) {
		E item = fetch(index);
		publish(index + 1);
		return item;
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
		Ring<E> next = ring().next();
		if (next != null && next.first() == index) {
			tail.recycle(ring());
			use(next);
			next = next.next();
		}
		this.limit = (next != null) ? Math.min(put, next.first()) : put;
		return true;
	}

}
