/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;

/**
 * A task that counts a wait group down once, whatever becomes of it.
 */
final class GroupTask implements Runnable {

	private final LocalWaitGroup group;

	private final Runnable task;

	private final @Nullable CallSite callSite;

	private final AtomicBoolean counted = new AtomicBoolean();

	/**
	 * Create a task and count it up.
	 * @param group what counts it
	 * @param task the task
	 * @param callSite where it comes from, {@code null} if that is not noted
	 */
	GroupTask(LocalWaitGroup group, Runnable task, @Nullable CallSite callSite) {
		this.group = group;
		this.task = task;
		this.callSite = callSite;
		group.count(1, callSite);
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

	void countDown() {
		if (this.counted.compareAndSet(false, true)) {
			this.group.count(-1, this.callSite);
		}
	}

}
