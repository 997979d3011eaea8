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
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.listener.Gate.Reason;

/**
 * The workers of a container, and how many there should be. Those that retire do not
 * count, however long their last call takes; if more are wanted again they are asked to
 * stay before others come. So the upper bound is exceeded by calls that were under way
 * when it was lowered, and by nothing else.
 * <p>
 * The list changes under the lock only and is replaced each time, so that anybody may
 * look through it. A worker leaves under the lock, and only if it is still unwanted: so
 * whoever opens the gate and then fills the pool either finds a worker that stays or
 * starts another. Who retires and who stays after all is decided under the lock, too. A
 * worker that has found nothing more to do leaves anyway; whether that is still so is
 * looked at under the lock, and if not, another takes its place.
 */
final class WorkerPool {

	private static final Log logger = LogFactory.getLog(WorkerPool.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition left = this.lock.newCondition();

	private final Gate gate;

	private final IntFunction<Worker> starter;

	private final BooleanSupplier exhausted;

	private final Runnable onDrained;

	private final Runnable onLeft;

	private final Runnable onFewerIdle;

	private volatile Concurrency concurrency;

	private volatile List<Worker> workers = List.of();

	private volatile boolean growable = true;

	/** Whether a worker that has to be there could not be started. */
	private volatile boolean incomplete;

	private long handledByFormer;

	/**
	 * Create a pool without workers.
	 * @param gate whether workers are wanted
	 * @param concurrency how many
	 * @param starter starts the worker of a number
	 * @param exhausted tells whether there is nothing to do and will be nothing; asked
	 * with the lock
	 * @param onDrained called when the last worker left since there is nothing more to do
	 * @param onLeft called when a worker has left
	 * @param onFewerIdle called without the lock when there may be nobody who waits for
	 * an item, unless a worker has just taken one
	 */
	WorkerPool(Gate gate, Concurrency concurrency, IntFunction<Worker> starter, BooleanSupplier exhausted,
			Runnable onDrained, Runnable onLeft, Runnable onFewerIdle) {
		this.gate = gate;
		this.concurrency = concurrency;
		this.starter = starter;
		this.exhausted = exhausted;
		this.onDrained = onDrained;
		this.onLeft = onLeft;
		this.onFewerIdle = onFewerIdle;
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

	/**
	 * Return whether more workers may be of use, since none waits for an item or there
	 * are fewer than there have to be.
	 */
	boolean isShort() {
		return this.growable && this.gate.isOpen()
				&& (this.incomplete || (!this.workers.isEmpty() && idleCount() == 0));
	}

	/**
	 * Return whether there are more workers than there have to be.
	 */
	boolean isAboveMin() {
		return staying().size() > this.concurrency.min();
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
			this.onFewerIdle.run();
		}
	}

	void scale(Concurrency target) {
		this.lock.lock();
		try {
			this.concurrency = target;
			List<Worker> staying = staying();
			retire(staying, staying.size() - target.max());
			fill();
		}
		finally {
			this.lock.unlock();
			this.onFewerIdle.run();
		}
	}

	/**
	 * Have more workers, and those that could not be started before.
	 * @param count how many more, within the bounds
	 */
	void grow(int count) {
		this.lock.lock();
		try {
			int target = Math.min(staying().size() + count, this.concurrency.max());
			if (this.incomplete) {
				fill();
			}
			growTo(target);
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
			List<Worker> staying = staying();
			retire(staying.stream().filter(Worker::isWaiting).toList(),
					Math.min(count, staying.size() - this.concurrency.min()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void retire(List<Worker> candidates, int count) {
		// The youngest first, so that thread names stay low.
		for (int i = candidates.size() - 1; i >= Math.max(0, candidates.size() - count); i--) {
			candidates.get(i).retire();
		}
		update(this.workers);
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
	 * @param drained whether it does since it has found nothing more to do. The container
	 * may have been started again since, and have counted on this worker
	 * @return whether it may
	 */
	boolean leave(Worker worker, boolean drained) {
		boolean ended;
		this.lock.lock();
		try {
			if (!drained && !worker.isRetiring() && this.gate.isOpen()) {
				return false;
			}
			List<Worker> remaining = new ArrayList<>(this.workers);
			remaining.remove(worker);
			this.handledByFormer += worker.figures().handled();
			update(remaining);
			this.left.signalAll();
			ended = drained && this.exhausted.getAsBoolean();
			if (!ended) {
				replace();
			}
			ended &= this.workers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		this.onFewerIdle.run();
		this.onLeft.run();
		if (ended) {
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

	/**
	 * Fill the pool on behalf of a worker that ends, and does so whatever happens.
	 */
	private void replace() {
		try {
			fill();
		}
		catch (Throwable ex) {
			logger.error("No worker could take the place of one that ended, which is tried again", ex);
		}
	}

	private void fill() {
		this.incomplete = true;
		growTo(this.concurrency.min());
		this.incomplete = false;
	}

	private void growTo(int count) {
		while (this.gate.isOpen() && staying().size() < count) {
			this.workers.stream().filter(Worker::isRetiring).findFirst().ifPresentOrElse(this::keep, this::startOne);
		}
	}

	private void keep(Worker worker) {
		worker.stay();
		update(this.workers);
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

	private List<Worker> staying() {
		return this.workers.stream().filter((worker) -> !worker.isRetiring()).toList();
	}

	private void update(List<Worker> changed) {
		this.workers = List.copyOf(changed);
		boolean mayGrow = staying().size() < this.concurrency.max();
		if (mayGrow != this.growable) {
			this.growable = mayGrow;
			changed();
		}
	}

}
