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
		this.watching = false;
		start();
	}

	/**
	 * There may be more workers than needed.
	 */
	synchronized void start() {
		if (!this.watching && isAbove()) {
			this.watching = true;
			newWindow();
			this.timer.schedule(this::look, this.lookNanos);
		}
	}

	private synchronized void look() {
		this.alwaysIdle = Math.min(this.alwaysIdle, this.pool.idleCount());
		if (++this.looks >= LOOKS) {
			if (this.alwaysIdle > 0) {
				this.pool.shrink(this.alwaysIdle);
			}
			newWindow();
		}
		this.watching = isAbove();
		if (this.watching) {
			this.timer.schedule(this::look, this.lookNanos);
		}
	}

	private void newWindow() {
		this.looks = 0;
		this.alwaysIdle = Integer.MAX_VALUE;
	}

	private boolean isAbove() {
		return this.pool.workers().size() > this.pool.concurrency().min();
	}

}
