/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * What a {@link Channel} does for items that were put with options. It is made for the
 * first of them; a channel without it is the plain one.
 * <p>
 * <strong>Priority, key and time to live</strong>: as long as such an item is queued, the
 * items are in {@link Lanes}, and every take has both locks. <strong>Delay</strong>: a
 * delayed item is in a heap until the {@link DelayTimer} or a take finds that its time
 * has come. It then enters as if put at that moment, ahead of the putters that wait. If
 * there is no room it stays in the heap, and takes let it in.
 * <p>
 * Everything is guarded by both locks, except that anybody may read the two counts.
 *
 * @param <E> the type of the items
 */
final class Extras<E> implements Runnable {

	private static final Log logger = LogFactory.getLog(Extras.class);

	private final Head<E> head;

	private final Tail<E> tail;

	private final Gate<E> gate;

	private final Owner owner;

	private final DelayTimer timer;

	private final PriorityQueue<Parcel<?>> delayed = new PriorityQueue<>(Parcel::compareDue);

	/**
	 * Those who wait for room for a delayed item: if there are any, the heap is full. The
	 * head's lock is enough to leave it.
	 */
	private final WaiterList<E> waiters = new WaiterList<>();

	private final Set<String> keys = new HashSet<>();

	private volatile int delayedCount;

	private volatile long expired;

	/**
	 * Whether the delayed items are not to be delivered any more.
	 */
	private volatile boolean abandoned;

	/**
	 * Whom to wake and what to do when the locks are released.
	 */
	private @Nullable QueueWaiter<E> released;

	Extras(Owner owner, Head<E> head, Tail<E> tail, Gate<E> gate) {
		this.owner = owner;
		this.timer = owner.timer();
		this.head = head;
		this.tail = tail;
		this.gate = gate;
	}

	int delayedCount() {
		return this.delayedCount;
	}

	long expired() {
		return this.expired;
	}

	WaiterList<E> waiters() {
		return this.waiters;
	}

	/**
	 * Return whether items are still to come to a closed channel.
	 * @return whether delayed items will be delivered
	 */
	boolean isPending() {
		return this.delayedCount != 0 && !this.abandoned;
	}

	/**
	 * Put a parcel if there is room and the channel is open.
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
	@Nullable Outcome put(QueueWaiter<E> putter) {
		return put(parcel(putter), putter);
	}

	private @Nullable Outcome put(Parcel<?> parcel, @Nullable QueueWaiter<E> putter) {
		if (isDuplicate(parcel)) {
			return Outcome.DUPLICATE;
		}
		boolean delayed = parcel.isDelayed();
		if (delayed ? delay(parcel) : enter(parcel)) {
			return Outcome.SERVED;
		}
		if (putter != null) {
			(delayed ? this.waiters : this.head.waiters()).add(putter);
		}
		return null;
	}

	/**
	 * Put the parcel of a putter that has waited in the list of the head.
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
	 * Let in delayed items whose time has come, and putters for whose delayed items there
	 * is room then.
	 */
	void admit() {
		if (!isPending()) {
			return;
		}
		do {
			enterDue();
		}
		while (admitDelayed());
		Parcel<?> next = this.delayed.peek();
		boolean waitsForRoom = next != null && !next.isDelayed();
		this.head.attend(waitsForRoom);
		if (next != null && !waitsForRoom) {
			arm(next);
		}
		endIfLast();
	}

	private void enterDue() {
		Parcel<?> parcel = this.delayed.peek();
		while (parcel != null && !parcel.isDelayed() && enter(parcel)) {
			this.delayed.remove();
			parcel = this.delayed.peek();
		}
		this.delayedCount = this.delayed.size();
	}

	private boolean admitDelayed() {
		boolean admitted = false;
		QueueWaiter<E> putter = this.waiters.first();
		while (putter != null) {
			Parcel<?> parcel = parcel(putter);
			boolean duplicate = isDuplicate(parcel);
			if (!duplicate && !delay(parcel)) {
				break;
			}
			admitted = true;
			this.waiters.remove(putter);
			putter.settle(duplicate ? Outcome.DUPLICATE : Outcome.SERVED, null);
			release(putter);
			putter = this.waiters.first();
		}
		return admitted;
	}

	private boolean delay(Parcel<?> parcel) {
		if (this.delayed.size() >= this.tail.maxSize()) {
			return false;
		}
		reserveKey(parcel);
		this.delayed.add(parcel);
		this.delayedCount = this.delayed.size();
		if (this.delayed.peek() == parcel) {
			arm(parcel);
		}
		return true;
	}

	/**
	 * Drop expired items that come next.
	 */
	void dropExpired() {
		Lanes<E> lanes = this.head.lanes;
		while (lanes != null && isExpired(lanes.first())) {
			E item = this.head.take(this.tail);
			if (item == null) {
				return;
			}
			this.expired++;
			reportExpired(item);
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
		return isExpired(lanes.first())
				? lanes.items().stream().filter((item) -> !isExpired(item)).findFirst().orElse(null) : lanes.first();
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
	 * Deliver no delayed items any more, and let getters of a closed channel go.
	 */
	void abandon() {
		this.head.lockWith(this.tail);
		QueueWaiter<E> released;
		try {
			this.abandoned = true;
			this.head.attend(false);
			endIfLast();
			released = removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		this.timer.cancel(this);
		QueueWaiter.wakeAll(released);
		if (this.delayedCount != 0) {
			logger.info("%s was closed for good with %d delayed item(s)".formatted(this.owner, this.delayedCount));
		}
	}

	/**
	 * Take the delayed items of a closed channel.
	 * @return the items, in the order in which they would have been delivered
	 */
	List<E> removeDelayed() {
		List<E> items = new ArrayList<>();
		QueueWaiter<E> released;
		this.head.lockWith(this.tail);
		try {
			Parcel<?> parcel;
			while ((parcel = this.delayed.poll()) != null) {
				freeKey(parcel);
				items.add(item(parcel));
			}
			this.delayedCount = 0;
			this.head.attend(false);
			endIfLast();
			released = removeReleased();
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		this.timer.cancel(this);
		QueueWaiter.wakeAll(released);
		return items;
	}

	/**
	 * Let in what is due; called by the timer. A dependent of a future may block, which
	 * must not hold up other queues.
	 */
	@Override
	public void run() {
		QueueWaiter<E> released;
		this.head.lockWith(this.tail);
		try {
			released = this.head.admit(this.tail);
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		for (QueueWaiter<E> waiter = released; waiter != null; waiter = waiter.next) {
			if (waiter.runsOnWake()) {
				CompletableFuture.runAsync(() -> QueueWaiter.wakeAll(released));
				return;
			}
		}
		QueueWaiter.wakeAll(released);
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

	private void release(@Nullable QueueWaiter<E> chain) {
		this.released = QueueWaiter.join(this.released, chain);
	}

	/**
	 * Deliver a parcel to a waiting getter, or append it if there is room.
	 */
	private boolean enter(Parcel<?> parcel) {
		E item = item(parcel);
		if (parcel.isExpired()) {
			this.tail.countHandOff();
			this.expired++;
			freeKey(parcel);
			reportExpired(item);
			return true;
		}
		QueueWaiter<E> getter = this.tail.waiters().poll();
		if (getter != null) {
			getter.settle(Outcome.SERVED, item);
			this.tail.countHandOff();
			freeKey(parcel);
			release(getter);
			return true;
		}
		if (this.tail.ownCount() - this.head.ownCount() >= this.tail.maxSize()) {
			return false;
		}
		if (parcel.needsLanes()) {
			this.head.beginLanes(this.tail);
			reserveKey(parcel);
		}
		return this.tail.append(item, parcel.priority(), this.head);
	}

	/**
	 * Let the getters of a closed channel go if nothing will come any more.
	 */
	private void endIfLast() {
		if (this.gate.isClosed() && !isPending()) {
			release(this.tail.waiters().closeAll());
		}
	}

	private void arm(Parcel<?> next) {
		release(new Errand<>(() -> {
			this.timer.wakeAt(this, next.dueNanos());
			// Whoever empties the heap cancels afterwards.
			if (!isPending()) {
				this.timer.cancel(this);
			}
		}));
	}

	private void reportExpired(E item) {
		if (logger.isDebugEnabled()) {
			release(new Errand<>(() -> logger.debug("%s dropped an expired item: %s".formatted(this.owner, item))));
		}
	}

	private boolean isDuplicate(Parcel<?> parcel) {
		return parcel.key() != null && this.keys.contains(parcel.key());
	}

	private void reserveKey(Parcel<?> parcel) {
		if (parcel.key() != null) {
			this.keys.add(parcel.key());
		}
	}

	private void freeKey(Parcel<?> parcel) {
		if (parcel.key() != null) {
			this.keys.remove(parcel.key());
		}
	}

	private boolean isExpired(@Nullable E item) {
		Parcel<?> parcel = (item != null) ? parcel(item) : null;
		return parcel != null && parcel.isExpired();
	}

	private Parcel<?> parcel(QueueWaiter<E> putter) {
		return (Parcel<?>) putter.item();
	}

	private @Nullable Parcel<?> parcel(E item) {
		return Parcel.of(item, this.owner);
	}

	/**
	 * A channel that takes parcels is one of objects.
	 */
	@SuppressWarnings("unchecked")
	private E item(Parcel<?> parcel) {
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

	}

}
