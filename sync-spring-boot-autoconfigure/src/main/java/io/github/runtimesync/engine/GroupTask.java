/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * A task that counts a wait group down once, whatever becomes of it.
 */
public final class GroupTask implements Runnable {

	private final Counter counter;

	private final LongAdder unfinished;

	private final Runnable task;

	private final @Nullable CallSite callSite;

	private final AtomicBoolean counted = new AtomicBoolean();

	/**
	 * Create a task and count it up.
	 * @param counter what counts it
	 * @param unfinished how many tasks of the group this JVM has not counted down yet
	 * @param task the task
	 * @param callSite where it comes from, {@code null} if that is not noted
	 */
	public GroupTask(Counter counter, LongAdder unfinished, Runnable task, @Nullable CallSite callSite) {
		this.counter = counter;
		this.unfinished = unfinished;
		this.task = task;
		this.callSite = callSite;
		counter.count(1, callSite);
		unfinished.increment();
	}

	@Override
	public void run() {
		try {
			this.task.run();
		}
		finally {
			countDown();
		}
	}

	/**
	 * Count the task down unless that was done. For an executor that throws: if it runs
	 * the task on the caller's thread it has counted it down already.
	 */
	public void countDown() {
		if (this.counted.compareAndSet(false, true)) {
			try {
				this.counter.count(-1, this.callSite);
			}
			finally {
				this.unfinished.decrement();
			}
		}
	}

	/**
	 * What counts tasks.
	 */
	@FunctionalInterface
	public interface Counter {

		/**
		 * Count a task.
		 * @param delta 1 before it is started, -1 when it is done
		 * @param callSite where it was started, {@code null} if that is not noted
		 */
		void count(int delta, @Nullable CallSite callSite);

	}

}
