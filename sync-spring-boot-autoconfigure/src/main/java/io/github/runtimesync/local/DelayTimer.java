/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Wakes queues when an item of theirs is due: one daemon thread for all queues of a
 * registry, which begins with the first alarm and ends with the last.
 */
final class DelayTimer {

	private static final Log logger = LogFactory.getLog(DelayTimer.class);

	private final LongSupplier clock;

	private final Executor executor;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

	private final Map<Runnable, Alarm> byTask = new IdentityHashMap<>();

	/**
	 * Written under the lock.
	 */
	private volatile boolean running;

	DelayTimer() {
		this(System::nanoTime, DelayTimer::start);
	}

	/**
	 * Create a timer.
	 * @param clock tells the time in nanoseconds
	 * @param executor runs what waits for the next alarm
	 */
	DelayTimer(LongSupplier clock, Executor executor) {
		this.clock = clock;
		this.executor = executor;
	}

	/**
	 * Return the time.
	 * @return nanoseconds by the clock of this timer
	 */
	long now() {
		return this.clock.getAsLong();
	}

	/**
	 * Run a task once, unless it will run before that time anyway.
	 * @param task the task; must not block
	 * @param nanos the time, by {@link #now()}
	 */
	void wakeAt(Runnable task, long nanos) {
		this.lock.lock();
		try {
			Alarm present = this.byTask.get(task);
			if (present == null || present.nanos - nanos > 0) {
				remove(present);
				Alarm alarm = new Alarm(task, nanos);
				this.byTask.put(task, alarm);
				this.alarms.add(alarm);
				this.changed.signal();
			}
			if (!this.running) {
				begin();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whoever has put a delayed item has put it, and others may be waiting to be woken
	 * after this, so a failure is not theirs.
	 */
	private void begin() {
		try {
			this.executor.execute(this::run);
			this.running = true;
		}
		catch (Throwable ex) {
			logger.error("No thread can be started for delayed items: they wait until the next one is put", ex);
		}
	}

	/**
	 * Return whether there is somebody who waits for the next alarm.
	 * @return {@code false} if there is no alarm, or no thread could be started for it
	 */
	boolean isRunning() {
		return this.running;
	}

	/**
	 * Forget a task.
	 * @param task the task
	 */
	void cancel(Runnable task) {
		this.lock.lock();
		try {
			remove(this.byTask.remove(task));
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remove(@Nullable Alarm alarm) {
		if (alarm != null) {
			this.alarms.remove(alarm);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(null, task, "sync-delay", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(DelayTimer.class.getClassLoader());
		thread.start();
	}

	private void run() {
		try {
			while (awaitDue()) {
				runDue();
			}
		}
		catch (Throwable ex) {
			failed();
			throw ex;
		}
	}

	/**
	 * Let another thread wait: the one of this executor cannot.
	 */
	private void failed() {
		this.lock.lock();
		try {
			this.running = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Run the first task if it is due.
	 * @return whether there was one
	 */
	boolean runDue() {
		Runnable task = removeDue();
		if (task == null) {
			return false;
		}
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("Delivering delayed items failed", ex);
		}
		return true;
	}

	private @Nullable Runnable removeDue() {
		this.lock.lock();
		try {
			Alarm first = this.alarms.peek();
			if (first == null || first.nanos - now() > 0) {
				return null;
			}
			this.alarms.remove();
			this.byTask.remove(first.task);
			return first.task;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until a task is due.
	 * @return {@code false} if there is none and the thread has to end
	 */
	private boolean awaitDue() {
		this.lock.lock();
		try {
			Alarm first;
			while ((first = this.alarms.peek()) != null) {
				long left = first.nanos - now();
				if (left <= 0) {
					return true;
				}
				await(left);
			}
			this.running = false;
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(long nanos) {
		try {
			this.changed.awaitNanos(nanos);
		}
		catch (InterruptedException ex) {
			// Nobody has a reason to interrupt this thread; it ends with the last alarm.
		}
	}

	/**
	 * When to run a task.
	 *
	 * @param task the task
	 * @param nanos the time
	 */
	private record Alarm(Runnable task, long nanos) implements Comparable<Alarm> {

		@Override
		public int compareTo(Alarm other) {
			return Long.signum(this.nanos - other.nanos);
		}

	}

}
