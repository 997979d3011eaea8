/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Wakes queues when an item of theirs is due: one daemon thread for all queues of a
 * registry, which begins with the first alarm and ends with the last.
 */
final class DelayTimer {

	private static final Log logger = LogFactory.getLog(DelayTimer.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

	private final Map<Runnable, Alarm> byTask = new IdentityHashMap<>();

	private @Nullable Thread thread;

	/**
	 * Run a task once, unless it will run before that time anyway.
	 * @param task the task; must not block
	 * @param nanos the time, by {@link System#nanoTime()}
	 */
	void wakeAt(Runnable task, long nanos) {
		this.lock.lock();
		try {
			Alarm present = this.byTask.get(task);
			if (present != null && present.nanos - nanos <= 0) {
				return;
			}
			remove(present);
			Alarm alarm = new Alarm(task, nanos);
			this.byTask.put(task, alarm);
			this.alarms.add(alarm);
			if (this.thread == null) {
				this.thread = start();
			}
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
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

	private Thread start() {
		Thread thread = new Thread(null, this::run, "sync-delay", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(DelayTimer.class.getClassLoader());
		thread.start();
		return thread;
	}

	private void run() {
		Runnable task;
		while ((task = next()) != null) {
			try {
				task.run();
			}
			catch (Throwable ex) {
				logger.error("Delivering delayed items failed", ex);
			}
		}
	}

	/**
	 * Wait for the next task that is due.
	 * @return the task, {@code null} if there is none and the thread has to end
	 */
	private @Nullable Runnable next() {
		this.lock.lock();
		try {
			Alarm first;
			while ((first = this.alarms.peek()) != null) {
				long left = first.nanos - System.nanoTime();
				if (left <= 0) {
					this.alarms.remove();
					this.byTask.remove(first.task);
					return first.task;
				}
				await(left);
			}
			this.thread = null;
			return null;
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
