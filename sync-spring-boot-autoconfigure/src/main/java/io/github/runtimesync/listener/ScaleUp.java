/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Starts more workers while items are waiting and nobody is idle. It looks now and then,
 * from the time the last worker may have ceased to be idle until one is again, so it
 * costs nothing when nothing happens, and next to nothing per item.
 * <p>
 * Whoever may have made the pool {@linkplain WorkerPool#isShort() short} calls
 * {@link #watch} afterwards: a worker that has something in hand after a wait, and the
 * pool for all else. The watch ends before it looks for a last time whether the pool is
 * short. So either sees what the other did.
 */
final class ScaleUp {

	private static final long LOOK_NANOS = Duration.ofMillis(25).toNanos();

	private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

	private final ListenerTimer timer;

	private final WorkerPool pool;

	private final Intake intake;

	private final RetrySchedule retries;

	private final ScaleDown scaleDown;

	/** The watch that goes on, {@code null} if there is none. Any other has ended. */
	private final AtomicReference<@Nullable Watch> current = new AtomicReference<>();

	ScaleUp(ListenerTimer timer, WorkerPool pool, Intake intake, RetrySchedule retries, ScaleDown scaleDown) {
		this.timer = timer;
		this.pool = pool;
		this.intake = intake;
		this.retries = retries;
		this.scaleDown = scaleDown;
	}

	/**
	 * The timer may have forgotten. If not, the watch that goes on ends.
	 */
	void start() {
		this.current.set(null);
	}

	/**
	 * Called when there may be no idle worker any more.
	 */
	void watch() {
		if (this.pool.isGrowable() && this.current.get() == null) {
			Watch watch = new Watch();
			if (this.current.compareAndSet(null, watch)) {
				watch.lookAgain(LOOK_NANOS);
			}
		}
	}

	/**
	 * Look whether more workers are needed.
	 * @return whether to look again
	 */
	private boolean look() {
		if (!this.pool.isShort()) {
			return false;
		}
		int waiting = this.intake.backlog() + (this.retries.isDue() ? 1 : 0);
		this.pool.grow(Math.min(waiting, this.pool.workers().size()));
		this.scaleDown.start();
		return true;
	}

	/**
	 * Some looks, one after the other.
	 */
	private final class Watch implements Runnable {

		@Override
		public void run() {
			if (ScaleUp.this.current.get() != this) {
				return;
			}
			boolean again = true;
			long pause = FAILURE_NANOS;
			try {
				again = look();
				pause = LOOK_NANOS;
			}
			finally {
				if (again) {
					lookAgain(pause);
				}
				else {
					end();
				}
			}
		}

		private void lookAgain(long pause) {
			boolean scheduled = false;
			try {
				ScaleUp.this.timer.schedule(this, pause);
				scheduled = true;
			}
			finally {
				if (!scheduled) {
					ScaleUp.this.current.compareAndSet(this, null);
				}
			}
		}

		private void end() {
			ScaleUp.this.current.compareAndSet(this, null);
			if (ScaleUp.this.pool.isShort()) {
				watch();
			}
		}

	}

}
