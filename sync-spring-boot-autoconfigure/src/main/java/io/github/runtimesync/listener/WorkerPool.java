/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.github.runtimesync.listener.Gate.Reason;

/**
 * The workers of a container, and how many there should be.
 * <p>
 * The list changes under the lock only and is replaced each time, so that anybody may
 * look through it. A worker leaves under the lock, and only if it is still unwanted: so
 * whoever opens the gate and then fills the pool either finds a worker that stays or
 * starts another.
 */
final class WorkerPool {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition left = this.lock.newCondition();

	private final Gate gate;

	private final IntFunction<Worker> starter;

	private final Runnable onDrained;

	private final Runnable onLeft;

	private volatile Concurrency concurrency;

	private volatile List<Worker> workers = List.of();

	private volatile boolean growable;

	private long handledByFormer;

	/**
	 * Create a pool without workers.
	 * @param gate whether workers are wanted
	 * @param concurrency how many
	 * @param starter starts the worker of a number
	 * @param onDrained called when the last worker left since there is nothing more to do
	 * @param onLeft called when a worker has left
	 */
	WorkerPool(Gate gate, Concurrency concurrency, IntFunction<Worker> starter, Runnable onDrained, Runnable onLeft) {
		this.gate = gate;
		this.concurrency = concurrency;
		this.starter = starter;
		this.onDrained = onDrained;
		this.onLeft = onLeft;
	}

	Concurrency concurrency() {
		return this.concurrency;
	}

	List<Worker> workers() {
		return this.workers;
	}

	int idleCount() {
		return (int) this.workers.stream().filter(Worker::isWaiting).count();
	}

	/**
	 * Return whether there may be more workers than there are.
	 */
	boolean isGrowable() {
		return this.growable;
	}

	void halt(Reason reason) {
		this.gate.close(reason);
		this.workers.forEach(Worker::wake);
	}

	void proceed(Reason reason) {
		this.gate.open(reason);
		this.lock.lock();
		try {
			fill();
		}
		finally {
			this.lock.unlock();
		}
	}

	void scale(Concurrency target) {
		this.lock.lock();
		try {
			this.concurrency = target;
			retire(this.workers, this.workers.size() - target.max());
			fill();
			update(this.workers);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Start more workers.
	 * @param count how many, within the bounds
	 */
	void grow(int count) {
		this.lock.lock();
		try {
			int target = Math.min(this.workers.size() + count, this.concurrency.max());
			while (this.gate.isOpen() && this.workers.size() < target) {
				startOne();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Retire workers that wait for an item, as far as the bounds allow.
	 * @param count how many
	 */
	void shrink(int count) {
		this.lock.lock();
		try {
			retire(this.workers.stream().filter(Worker::isWaiting).toList(),
					Math.min(count, this.workers.size() - this.concurrency.min()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void retire(List<Worker> candidates, int count) {
		// The youngest first, so that thread names stay low.
		for (int i = candidates.size() - 1; i >= Math.max(0, candidates.size() - count); i--) {
			candidates.get(i).retire();
		}
	}

	/**
	 * Have all workers look at everything before they take another item.
	 */
	void changed() {
		this.gate.changed();
	}

	/**
	 * Wake a worker that waits, if there is one.
	 */
	void wakeOne() {
		for (Worker worker : this.workers) {
			if (worker.wake()) {
				return;
			}
		}
	}

	void interruptAll() {
		this.workers.forEach(Worker::interrupt);
	}

	/**
	 * Called by a worker that wants to end.
	 * @param worker the worker
	 * @param drained whether it does since there is nothing more to do
	 * @return whether it may
	 */
	boolean leave(Worker worker, boolean drained) {
		boolean last;
		this.lock.lock();
		try {
			if (!drained && !worker.isRetiring() && this.gate.isOpen()) {
				return false;
			}
			List<Worker> remaining = new ArrayList<>(this.workers);
			remaining.remove(worker);
			this.handledByFormer += worker.figures().handled();
			update(remaining);
			if (!drained) {
				fill();
			}
			last = this.workers.isEmpty();
			this.left.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.onLeft.run();
		if (drained && last) {
			this.onDrained.run();
		}
		return true;
	}

	boolean awaitEmpty(Duration timeout) throws InterruptedException {
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!this.workers.isEmpty()) {
				if (remaining <= 0) {
					return false;
				}
				remaining = this.left.awaitNanos(remaining);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	long handled() {
		this.lock.lock();
		try {
			return this.handledByFormer + this.workers.stream().mapToLong((worker) -> worker.figures().handled()).sum();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void fill() {
		while (this.gate.isOpen() && this.workers.size() < this.concurrency.min()) {
			startOne();
		}
	}

	private void startOne() {
		List<Worker> current = this.workers;
		int number = IntStream.rangeClosed(1, current.size() + 1)
			.filter((candidate) -> current.stream().noneMatch((worker) -> worker.number() == candidate))
			.findFirst()
			.orElseThrow();
		List<Worker> more = new ArrayList<>(current);
		more.add(this.starter.apply(number));
		update(more);
	}

	private void update(List<Worker> changed) {
		this.workers = List.copyOf(changed);
		boolean mayGrow = changed.size() < this.concurrency.max();
		if (mayGrow != this.growable) {
			this.growable = mayGrow;
			changed();
		}
	}

}
