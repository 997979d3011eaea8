/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * A step in the shutdown of a context that is taken when the context closes, and not when
 * it is paused or stopped: Spring's test framework and checkpoints start it again.
 * <p>
 * The phase decides when the step is taken; higher phases stop first.
 */
abstract class ShutdownStep implements SmartLifecycle, ApplicationContextAware {

	/**
	 * The phase in which the web server waits for the requests that are under way.
	 */
	static final int WEB_DRAIN_PHASE = DEFAULT_PHASE - 1024;

	/**
	 * After the web server, which stops at {@code DEFAULT_PHASE - 2048}, so that requests
	 * can put until the last, and before executors and schedulers, whose threads wait for
	 * items.
	 */
	static final int QUEUE_DRAIN_PHASE = DEFAULT_PHASE - 4096;

	/**
	 * After executors and schedulers, which stop at {@code DEFAULT_PHASE / 2}.
	 */
	static final int REPORT_PHASE = DEFAULT_PHASE / 2 - 1024;

	private final int phase;

	private volatile boolean running;

	private ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	ShutdownStep(int phase) {
		this.phase = phase;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		// Spring calls the form with a callback.
	}

	@Override
	public void stop(Runnable callback) {
		if (!this.context.isClosed()) {
			callback.run();
			return;
		}
		this.running = false;
		close(callback);
	}

	/**
	 * Take the step without keeping the calling thread.
	 * @param callback to call when the next phase may begin
	 */
	abstract void close(Runnable callback);

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

}
