/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.runtimesync.SyncWaitGroup;

/**
 * A task that counts a wait group down once, whatever becomes of it.
 */
final class GroupTask implements Runnable {

	private final SyncWaitGroup group;

	private final Runnable task;

	private final AtomicBoolean counted = new AtomicBoolean();

	GroupTask(SyncWaitGroup group, Runnable task) {
		this.group = group;
		this.task = task;
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
			this.group.done();
		}
	}

}
