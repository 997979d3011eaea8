/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Deliveries that wait for their next attempt. Nobody waits with them: a worker looks
 * here before it looks at the queue, and the timer wakes an idle worker when a delivery
 * is due.
 * <p>
 * The heap is guarded by the lock; {@code size} and {@code nextDueNanos} mirror it for
 * workers, who pay one volatile read as long as there is nothing.
 */
final class RetrySchedule {

	private final ReentrantLock lock = new ReentrantLock();

	private final PriorityQueue<Delivery> byDue = new PriorityQueue<>(
			(one, other) -> Long.signum(one.dueNanos() - other.dueNanos()));

	private final int capacity;

	private final ListenerTimer timer;

	private final WorkerPool pool;

	private int items;

	private volatile int size;

	private volatile long nextDueNanos;

	RetrySchedule(int capacity, ListenerTimer timer, WorkerPool pool) {
		this.capacity = capacity;
		this.timer = timer;
		this.pool = pool;
	}

	void add(Delivery delivery, long delayMillis) {
		long delay = TimeUnit.MILLISECONDS.toNanos(Math.min(delayMillis, TimeUnit.DAYS.toMillis(365)));
		delivery.dueAt(System.nanoTime() + delay);
		Supplier<Boolean> alarm = () -> {
			this.timer.schedule(this.pool::wakeOne, delay);
			return true;
		};
		this.lock.lock();
		try {
			this.byDue.add(delivery);
			this.items += delivery.items().size();
			publish();
		}
		finally {
			this.lock.unlock();
		}
		this.pool.changed();
		// The delivery is here, so whoever finds no memory now must not add it again.
		FailureHandler.insist(alarm);
	}

	@Nullable Delivery pollDue() {
		if (!isDue()) {
			return null;
		}
		this.lock.lock();
		try {
			Delivery first = this.byDue.peek();
			if (first == null || first.dueNanos() - System.nanoTime() > 0) {
				return null;
			}
			this.byDue.remove();
			this.items -= first.items().size();
			publish();
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the delivery that is due first, whenever that is.
	 */
	@Nullable Delivery pollNext() {
		this.lock.lock();
		try {
			Delivery first = this.byDue.poll();
			if (first != null) {
				this.items -= first.items().size();
				publish();
			}
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Give back what is on lease.
	 */
	void giveBack() {
		List<Delivery> leased;
		this.lock.lock();
		try {
			leased = this.byDue.stream().filter(Delivery::isLeased).toList();
			this.byDue.removeAll(leased);
			leased.forEach((delivery) -> this.items -= delivery.items().size());
			publish();
		}
		finally {
			this.lock.unlock();
		}
		leased.forEach(Delivery::giveBack);
	}

	void clear() {
		this.lock.lock();
		try {
			this.byDue.clear();
			this.items = 0;
			publish();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isDue() {
		return this.size != 0 && this.nextDueNanos - System.nanoTime() <= 0;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	/**
	 * Return whether no fresh item should be taken, since it might have to go here. Those
	 * that workers have in hand still find room.
	 */
	boolean isFull() {
		return this.size >= this.capacity;
	}

	int itemCount() {
		this.lock.lock();
		try {
			return this.items;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return whether a delivery will be due within a time.
	 */
	boolean isDueWithin(long nanos) {
		return this.size != 0 && this.nextDueNanos - System.nanoTime() <= nanos;
	}

	/**
	 * Set the alarms again, which the timer forgets when it stops.
	 */
	void start() {
		this.lock.lock();
		try {
			long now = System.nanoTime();
			this.byDue
				.forEach((delivery) -> this.timer.schedule(this.pool::wakeOne, Math.max(0, delivery.dueNanos() - now)));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void publish() {
		Delivery first = this.byDue.peek();
		if (first != null) {
			this.nextDueNanos = first.dueNanos();
		}
		this.size = this.byDue.size();
	}

}
