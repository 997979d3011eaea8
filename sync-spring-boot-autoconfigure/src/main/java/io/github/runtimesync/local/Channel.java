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
 * A first-in-first-out channel that can be bounded, paused and closed: everything that
 * happens under the locks of a {@link LocalQueue}.
 * <p>
 * <strong>Two ends, two locks.</strong> Putters work at the tail and takers at the head,
 * each under the lock of that end, so that they meet only in the slots. The lock of an
 * end guards its fields; whether the channel is open, paused or closed is changed under
 * both, by the {@link Gate}. Whoever needs both takes the head's lock first. Nobody
 * blocks, wakes somebody or runs a caller's code while holding one. The counts of both
 * ends only grow; tail minus head is the size.
 * <p>
 * <strong>Waiting.</strong> Getters wait at the tail, where somebody puts, and putters at
 * the head, where somebody takes. This always holds when nobody has a lock:
 * <ol>
 * <li>if getters wait, the channel is paused, or empty and open. Unless it is paused, a
 * put goes to the first of them, not into the ring;</li>
 * <li>if putters wait, the channel is full and not closed: whoever takes an item moves
 * that of the first putter into the ring, under both locks, so that nobody overtakes
 * it;</li>
 * <li>if the channel is paused, it is not closed, and no take finds an item.</li>
 * </ol>
 * <strong>No wake-up is lost</strong>, since a caller enlists under both locks, after it
 * has looked once more: neither a put nor a take nor the gate can come in between, and
 * what comes later finds it in the list. A waiter that leaves by itself is gone from the
 * list before anybody can serve it, or was served before and then keeps what it got.
 *
 * @param <E> the type of the items
 */
final class Channel<E> {

	/**
	 * How many items are moved at most while holding the locks, unless they were put with
	 * options: clearing or handing back those is one step.
	 */
	static final int BATCH = 1024;

	private final Head<E> head;

	private final Tail<E> tail;

	private final ChannelState<E> state;

	private final Interior<E> interior;

	private final Gate<E> gate;

	Channel(int maxSize) {
		this.tail = new Tail<>(maxSize);
		this.head = new Head<>(this.tail.ring());
		this.state = new ChannelState<>(this.head, this.tail);
		this.interior = new Interior<>(this.head, this.tail);
		this.gate = new Gate<>(this.head, this.tail);
	}

	/**
	 * Return what can be read without changing anything.
	 * @return the state
	 */
	ChannelState<E> state() {
		return this.state;
	}

	/**
	 * Return access to the items between the two ends.
	 * @return the interior
	 */
	Interior<E> interior() {
		return this.interior;
	}

	/**
	 * Return what pauses and closes the channel.
	 * @return the gate
	 */
	Gate<E> gate() {
		return this.gate;
	}

	/**
	 * Return what puts parcels with options.
	 * @param timer wakes the channel when an item is due
	 * @return the extras, made by the first call
	 */
	Extras<E> extras(DelayTimer timer) {
		Extras<E> present = this.head.extras;
		if (present != null) {
			return present;
		}
		this.head.lockWith(this.tail);
		try {
			present = this.head.extras;
			if (present == null) {
				present = new Extras<>(this, timer, this.head, this.tail, this.gate);
				this.head.extras = present;
			}
			return present;
		}
		finally {
			this.head.unlockWith(this.tail);
		}
	}

	/**
	 * Put an item if there is room and the channel is open.
	 * @param item the item
	 * @return {@code false} if it is full or closed
	 */
	boolean tryPut(E item) {
		QueueWaiter<E> getter;
		Tail<E> tail = this.tail;
		tail.lock();
		// Most puts end here, and so do most takes below: nothing in between can fail.
		// The less there is the better it is compiled.
		if (tail.appendBelowLimit(item)) {
			tail.unlock();
			return true;
		}
		try {
			if (this.gate.isClosed()) {
				return false;
			}
			getter = tail.waiters().poll();
			if (getter == null) {
				return tail.append(item, this.head);
			}
			handOver(item, getter);
		}
		finally {
			tail.unlock();
		}
		getter.wake();
		return true;
	}

	/**
	 * Put the waiter's item, or enlist the waiter if there is no room.
	 * @param putter the waiter
	 * @return {@code true} if it was enlisted, {@code false} if it is settled already
	 */
	boolean putOrEnlist(QueueWaiter<E> putter) {
		QueueWaiter<E> getter = null;
		Extras<E> extras = putter.needsExtras ? this.head.extras : null;
		this.head.lockWith(this.tail);
		try {
			if (this.gate.isClosed()) {
				putter.settle(Outcome.CLOSED, null);
				return false;
			}
			if (extras != null) {
				Outcome outcome = extras.putOrEnlist(putter);
				if (outcome == null) {
					return true;
				}
				putter.settle(outcome, null);
				getter = extras.removeReleased();
			}
			else {
				getter = this.tail.waiters().poll();
				if (getter != null) {
					handOver(putter.item(), getter);
				}
				else if (!this.tail.append(putter.item(), this.head)) {
					this.head.waiters().add(putter);
					return true;
				}
				putter.settle(Outcome.SERVED, null);
			}
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(getter);
		return false;
	}

	/**
	 * Take the oldest item.
	 * @return the item, {@code null} if there is none to be had
	 */
	@Nullable E tryTake() {
		E item;
		QueueWaiter<E> served;
		Head<E> head = this.head;
		head.lock();
		try {
			if (head.waiters().isEmpty()) {
				item = head.take(this.tail);
				if (item != null || !head.isAttended()) {
					return item;
				}
			}
			this.tail.lock();
			try {
				served = head.dropExpired();
				item = head.takeNext(this.tail);
				served = QueueWaiter.join(served, head.admit(this.tail));
			}
			finally {
				this.tail.unlock();
			}
		}
		finally {
			head.unlock();
		}
		QueueWaiter.wakeAll(served);
		return item;
	}

	/**
	 * Take the oldest item, or enlist the waiter if there is none to be had.
	 * @param getter the waiter
	 * @return {@code true} if it was enlisted, {@code false} if it is settled already
	 */
	boolean takeOrEnlist(QueueWaiter<E> getter) {
		QueueWaiter<E> served;
		boolean enlisted = false;
		this.head.lockWith(this.tail);
		try {
			served = this.head.dropExpired();
			E item = this.head.takeNext(this.tail);
			if (item != null) {
				getter.settle(Outcome.SERVED, item);
				served = QueueWaiter.join(served, this.head.admit(this.tail));
			}
			else if (this.gate.isFinished()) {
				getter.settle(Outcome.CLOSED, null);
			}
			else {
				this.tail.waiters().add(getter);
				enlisted = true;
			}
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(served);
		return enlisted;
	}

	/**
	 * Take a waiter off its list.
	 * @param waiter the waiter
	 * @return {@code false} if its wait had ended before
	 */
	boolean withdraw(QueueWaiter<E> waiter) {
		End<E> end = waiter.isPutter() ? this.head : this.tail;
		end.lock();
		try {
			WaiterList<E> list = waiter.list;
			if (list == null || !list.remove(waiter)) {
				return false;
			}
			waiter.settle(Outcome.WITHDRAWN, null);
			return true;
		}
		finally {
			end.unlock();
		}
	}

	/**
	 * Take items without waking anybody more than once per batch.
	 * @param maxItems how many to take at most
	 * @return the items
	 */
	List<E> takeAll(int maxItems) {
		List<E> items = new ArrayList<>(Math.min(maxItems, this.state.size()));
		int left = maxItems;
		int taken;
		do {
			taken = takeBatch(items, Math.min(left, BATCH));
			left -= taken;
		}
		while (taken == BATCH && left > 0);
		return items;
	}

	private int takeBatch(List<E> target, int maxItems) {
		QueueWaiter<E> served;
		int taken = 0;
		this.head.lockWith(this.tail);
		try {
			served = this.head.dropExpired();
			E item;
			while (taken < maxItems && (item = this.head.takeNext(this.tail)) != null) {
				target.add(item);
				taken++;
				served = QueueWaiter.join(served, this.head.dropExpired());
			}
			served = QueueWaiter.join(served, this.head.admit(this.tail));
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(served);
		return taken;
	}

	/**
	 * Give an item to a getter that was taken off the list. Call only when holding the
	 * lock of the tail.
	 */
	private void handOver(E item, QueueWaiter<E> getter) {
		getter.settle(Outcome.SERVED, item);
		this.tail.countHandOff();
	}

}
