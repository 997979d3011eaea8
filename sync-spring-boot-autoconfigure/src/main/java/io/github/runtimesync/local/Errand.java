/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.engine.WaitingCaller;

/**
 * Something to do once the locks are released, in a chain with those who are to be woken
 * then.
 *
 * @param <E> the type of the items
 */
final class Errand<E> extends QueueWaiter<E> {

	private final Runnable task;

	Errand(Runnable task) {
		super(null);
		this.task = task;
	}

	@Override
	void wake() {
		this.task.run();
	}

	@Override
	boolean runsOnWake() {
		return false;
	}

	@Override
	WaitingCaller describe() {
		throw new IllegalStateException("An errand is in no list of waiters");
	}

}
