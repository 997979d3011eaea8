/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;

import org.springframework.context.ApplicationEvent;

/**
 * Published once for each call of a {@link SyncListener} method that takes longer than
 * its {@code stuckAfter}.
 */
public class SyncListenerStuckEvent extends ApplicationEvent {

	private final String thread;

	private final Duration duration;

	/**
	 * Create an event.
	 * @param source the container
	 * @param thread the name of the worker's thread
	 * @param duration how long the call has taken so far, at least
	 */
	public SyncListenerStuckEvent(SyncListenerContainer source, String thread, Duration duration) {
		super(source);
		this.thread = thread;
		this.duration = duration;
	}

	/**
	 * Return the container of the listener.
	 * @return the container
	 */
	public SyncListenerContainer getContainer() {
		return (SyncListenerContainer) getSource();
	}

	/**
	 * Return the thread that is in the call.
	 * @return its name
	 */
	public String getThread() {
		return this.thread;
	}

	/**
	 * Return how long the call has taken so far.
	 * @return the time, at least
	 */
	public Duration getDuration() {
		return this.duration;
	}

}
