/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * The items of a {@link Channel} that are not to be delivered yet, in a heap until the
 * {@link DelayTimer} finds that their time has come. They then enter as if put at that
 * moment, ahead of the putters that wait. If there is no room they stay, the head is
 * attended, and takes let them in. The heap is bounded as the channel is.
 * <p>
 * Guarded by both locks, which those methods take that say so.
 *
 * @param <E> the type of the items
 */
final class Delays<E> implements Runnable {

	private final Extras<E> extras;

	private final DelayTimer timer;

	private final Head<E> head;

	private final Tail<E> tail;

	private final Gate<E> gate;

	private final PriorityQueue<Parcel<?>> heap = new PriorityQueue<>(Parcel::compareDue);

	/**
	 * Those who wait for room in the heap: if there are any, it is full. The head's lock
	 * is enough to leave it.
	 */
	private final WaiterList<E> waiters = new WaiterList<>();

	private volatile int count;

	/**
	 * Whether the items are not to be delivered any more.
	 */
	private volatile boolean abandoned;

	/**
	 * Whether an item that is due was refused, so that a take has to let it in.
	 */
	private boolean waitingForRoom;

	/**
	 * Whether the timer is going to run this, and when.
	 */
	private boolean armed;

	private long armedNanos;

	Delays(Extras<E> extras, DelayTimer timer, Head<E> head, Tail<E> tail, Gate<E> gate) {
		this.extras = extras;
		this.timer = timer;
		this.head = head;
		this.tail = tail;
		this.gate = gate;
	}

	int count() {
		return this.count;
	}

	WaiterList<E> waiters() {
		return this.waiters;
	}

	/**
	 * Return whether items are still to come, also to a closed channel.
	 * @return whether delayed items will be delivered
	 */
	boolean isPending() {
		return this.count != 0 && !this.abandoned;
	}

	/**
	 * Return whether a take has to let in an item. Whoever makes room does so; if nothing
	 * waits for room, the timer comes for what is due next.
	 * @return whether an item that is due waits for room
	 */
	boolean isWaitingForRoom() {
		return this.waitingForRoom;
	}

	/**
	 * Add a parcel if there is room in the heap.
	 * @param parcel the parcel, whose key is free
	 * @return {@code false} if there is no room
	 */
	boolean add(Parcel<?> parcel) {
		if (this.heap.size() >= this.tail.maxSize()) {
			return false;
		}
		this.extras.reserveKey(parcel);
		this.heap.add(parcel);
		this.count = this.heap.size();
		Parcel<?> first = this.heap.element();
		if (first == parcel || (!this.waitingForRoom && !this.timer.isRunning())) {
			arm(first.dueNanos());
		}
		return true;
	}

	/**
	 * Let in what is due, and putters for whose delayed items there is room then. One
	 * look at the clock decides for each item whether a take or the timer comes for it:
	 * with a second one, an item that became due in between would have neither.
	 */
	void admit() {
		if (isPending()) {
			admitNow();
		}
	}

	private void admitNow() {
		long now = this.timer.now();
		boolean refused;
		do {
			refused = !enterDue(now);
		}
		while (admitWaiters());
		this.waitingForRoom = refused;
		this.extras.attend();
		Parcel<?> next = this.heap.peek();
		if (next != null && !refused) {
			arm(next.dueNanos());
		}
		endIfLast();
	}

	/**
	 * Let in what is due.
	 * @return {@code false} if there was no room for all of it
	 */
	private boolean enterDue(long now) {
		Parcel<?> parcel = this.heap.peek();
		while (parcel != null && !parcel.isDelayed(now)) {
			if (!this.extras.enter(parcel)) {
				return false;
			}
			this.heap.remove();
			this.count = this.heap.size();
			parcel = this.heap.peek();
		}
		return true;
	}

	private boolean admitWaiters() {
		boolean admitted = false;
		QueueWaiter<E> putter = this.waiters.first();
		while (putter != null) {
			Parcel<?> parcel = this.extras.parcel(putter);
			boolean duplicate = this.extras.isDuplicate(parcel);
			if (!duplicate && !add(parcel)) {
				return admitted;
			}
			admitted = true;
			this.waiters.remove(putter);
			putter.settle(duplicate ? Outcome.DUPLICATE : Outcome.SERVED, null);
			this.extras.release(putter);
			putter = this.waiters.first();
		}
		return admitted;
	}

	/**
	 * Let in what is due; called by the timer. Takes the locks. A dependent of a future
	 * may block, which must not hold up other queues.
	 */
	@Override
	public void run() {
		QueueWaiter<E> released;
		this.head.lockWith(this.tail);
		try {
			this.armed = false;
			released = this.head.admit(this.tail);
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		if (QueueWaiter.wakeThreads(released)) {
			CompletableFuture.runAsync(() -> QueueWaiter.complete(released));
		}
	}

	/**
	 * Deliver nothing any more, and let getters of the closed channel go. Takes the
	 * locks.
	 * @return how many items are left, 0 also if this was called before
	 */
	int abandon() {
		QueueWaiter<E> released;
		int left;
		this.head.lockWith(this.tail);
		try {
			left = this.abandoned ? 0 : this.count;
			this.abandoned = true;
			this.waitingForRoom = false;
			this.extras.attend();
			endIfLast();
			released = this.extras.removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		this.timer.cancel(this);
		QueueWaiter.wakeAll(released);
		return left;
	}

	/**
	 * Take all items, let in putters whose delayed items wait for room, and let the
	 * getters of a closed channel go. Takes the locks. An alarm may be left, which finds
	 * nothing to do.
	 * @return the items, in the order in which they would have been delivered
	 */
	List<E> removeAll() {
		List<E> items = new ArrayList<>();
		QueueWaiter<E> released;
		boolean finished;
		this.head.lockWith(this.tail);
		try {
			Parcel<?> parcel;
			while ((parcel = this.heap.poll()) != null) {
				this.extras.freeKey(parcel);
				items.add(this.extras.item(parcel));
			}
			this.count = 0;
			admitNow();
			finished = this.gate.isFinished();
			released = this.extras.removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		if (finished) {
			this.timer.cancel(this);
		}
		QueueWaiter.wakeAll(released);
		return items;
	}

	/**
	 * Let the getters of a closed channel go if nothing will come any more.
	 */
	private void endIfLast() {
		if (this.gate.isFinished()) {
			this.extras.release(this.tail.waiters().closeAll());
		}
	}

	/**
	 * Set the timer, once the locks are released, unless it will run before. A timer that
	 * could start no thread is set again.
	 */
	private void arm(long nanos) {
		if (this.armed && this.armedNanos - nanos <= 0 && this.timer.isRunning()) {
			return;
		}
		this.armed = true;
		this.armedNanos = nanos;
		this.extras.release(new Errand<>(() -> {
			this.timer.wakeAt(this, nanos);
			// Whoever ends the delays for good may have cancelled before.
			if (this.gate.isFinished()) {
				this.timer.cancel(this);
			}
		}));
	}

}
