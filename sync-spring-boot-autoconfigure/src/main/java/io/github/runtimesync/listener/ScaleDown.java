/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;

/**
 * Retires workers that are not needed. Waiting workers are served in turn, so each gets
 * an item now and then however little there is to do; what counts is how many were idle
 * at every look during the idle time.
 */
final class ScaleDown {

	private static final int LOOKS = 8;

	private final ListenerTimer timer;

	private final WorkerPool pool;

	private final long lookNanos;

	/** All guarded by the monitor. */
	private boolean watching;

	/** Looks of former starts have another. */
	private int generation;

	private int looks;

	private int alwaysIdle;

	ScaleDown(ListenerTimer timer, WorkerPool pool, Duration idleTimeout) {
		this.timer = timer;
		this.pool = pool;
		this.lookNanos = Math.max(Duration.ofMillis(5).toNanos(), idleTimeout.toNanos() / LOOKS);
	}

	/**
	 * The timer may have forgotten.
	 */
	synchronized void restart() {
		this.generation++;
		this.watching = false;
		start();
	}

	/**
	 * There may be more workers than needed.
	 */
	synchronized void start() {
		if (!this.watching) {
			newWindow();
			watch();
		}
	}

	private void watch() {
		this.watching = false;
		if (this.pool.isAboveMin()) {
			int ofGeneration = this.generation;
			this.timer.schedule(() -> look(ofGeneration), this.lookNanos);
			this.watching = true;
		}
	}

	private synchronized void look(int ofGeneration) {
		if (ofGeneration != this.generation) {
			return;
		}
		try {
			this.alwaysIdle = Math.min(this.alwaysIdle, this.pool.idleCount());
			if (++this.looks >= LOOKS) {
				int count = this.alwaysIdle;
				newWindow();
				this.pool.shrink(count);
			}
		}
		finally {
			watch();
		}
	}

	private void newWindow() {
		this.looks = 0;
		this.alwaysIdle = Integer.MAX_VALUE;
	}

}
