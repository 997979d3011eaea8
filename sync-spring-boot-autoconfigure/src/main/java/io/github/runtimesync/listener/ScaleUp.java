/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Starts more workers while items are waiting and nobody is idle. It looks now and then,
 * from the time an item is taken until somebody is idle again, so it costs nothing when
 * nothing happens, and next to nothing per item.
 */
final class ScaleUp {

	private static final long LOOK_NANOS = Duration.ofMillis(25).toNanos();

	private final ListenerTimer timer;

	private final WorkerPool pool;

	private final Intake intake;

	private final ScaleDown scaleDown;

	private final AtomicBoolean watching = new AtomicBoolean();

	ScaleUp(ListenerTimer timer, WorkerPool pool, Intake intake, ScaleDown scaleDown) {
		this.timer = timer;
		this.pool = pool;
		this.intake = intake;
		this.scaleDown = scaleDown;
	}

	/**
	 * The timer may have forgotten.
	 */
	void start() {
		this.watching.set(false);
	}

	/**
	 * Called by a worker that is no longer idle.
	 */
	void itemTaken() {
		if (this.pool.isGrowable() && !this.watching.get() && this.watching.compareAndSet(false, true)) {
			this.timer.schedule(this::look, LOOK_NANOS);
		}
	}

	private void look() {
		int workers = this.pool.workers().size();
		boolean allBusy = workers > 0 && this.pool.isGrowable() && this.pool.idleCount() == 0;
		if (allBusy) {
			int backlog = this.intake.backlog();
			if (backlog > 0) {
				this.pool.grow(Math.min(backlog, workers));
				this.scaleDown.start();
			}
			this.timer.schedule(this::look, LOOK_NANOS);
			return;
		}
		this.watching.set(false);
		if (this.pool.idleCount() == 0) {
			// The last idle worker may have taken an item while this still seemed to
			// watch.
			itemTaken();
		}
	}

}
