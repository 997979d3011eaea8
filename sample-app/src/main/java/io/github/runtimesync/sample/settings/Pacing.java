/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.settings;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;

/**
 * Holds working threads up as the shared variable {@code settings} says. A change reaches
 * a thread that waits already. When the application shuts down nobody is held up any
 * longer, so that the jobs that were accepted get done, paused or not.
 */
@Component
public class Pacing {

	private final SyncShared<Settings> settings;

	private final ReentrantLock lock = new ReentrantLock();

	/** Signalled after every change of the settings or of {@link #closing}. */
	private final Condition changed = this.lock.newCondition();

	private boolean closing;

	public Pacing(SyncRegistry registry) {
		this.settings = Settings.in(registry);
		this.settings.onChange((value) -> signal(false));
	}

	/**
	 * Wait while work is paused.
	 * @throws InterruptedException if interrupted while waiting
	 */
	public void awaitResumed() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.closing && this.settings.get().paused()) {
				this.changed.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the delay of one job.
	 * @throws InterruptedException if interrupted while waiting
	 */
	public void awaitDelay() throws InterruptedException {
		long start = System.nanoTime();
		this.lock.lockInterruptibly();
		try {
			long left = left(start);
			while (!this.closing && left > 0) {
				this.changed.awaitNanos(left);
				left = left(start);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private long left(long start) {
		long delay = TimeUnit.MILLISECONDS.toNanos(this.settings.get().delayMillis());
		return delay - (System.nanoTime() - start);
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		signal(true);
	}

	private void signal(boolean close) {
		this.lock.lock();
		try {
			this.closing |= close;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
