/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task at the earliest of the times that it was given since it ran last: whoever
 * looks then learns of the next one. The lock guards all fields.
 */
final class Alarm {

	private static final Log logger = LogFactory.getLog(Alarm.class);

	/** Whoever waits for longer has looked again before. */
	private static final long MAX_MILLIS = 10_000;

	private final ScheduledExecutorService timer;

	private final Runnable task;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable ScheduledFuture<?> pending;

	private long pendingNanos;

	Alarm(ScheduledExecutorService timer, Runnable task) {
		this.timer = timer;
		this.task = task;
	}

	/**
	 * Run the task then, unless it runs before.
	 * @param millis in how many milliseconds by the clock of the server, which may be in
	 * the middle of one
	 */
	void ringIn(long millis) {
		long nanos = TimeUnit.MILLISECONDS.toNanos(Math.min(millis, MAX_MILLIS) + 1);
		long time = System.nanoTime() + nanos;
		this.lock.lock();
		try {
			if (this.pending != null) {
				if (this.pendingNanos - time <= 0) {
					return;
				}
				this.pending.cancel(false);
			}
			this.pendingNanos = time;
			this.pending = this.timer.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine is closed", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ring() {
		this.lock.lock();
		try {
			this.pending = null;
		}
		finally {
			this.lock.unlock();
		}
		this.task.run();
	}

}
