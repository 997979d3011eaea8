/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published while a context closes, once for each queue of which items are left after
 * consumers had their time.
 */
public class QueueLeftoverEvent extends ApplicationContextEvent {

	private final String queue;

	private final int size;

	private final long held;

	/**
	 * Create an event.
	 * @param source the context that closes
	 * @param queue the name of the queue
	 * @param size how many items it holds
	 * @param held how many items listeners took from it and did not finish
	 */
	public QueueLeftoverEvent(ApplicationContext source, String queue, int size, long held) {
		super(source);
		this.queue = queue;
		this.size = size;
		this.held = held;
	}

	/**
	 * Return the name of the queue.
	 * @return the name, not escaped
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Return how many items nobody took.
	 * @return the number of items that the queue holds
	 */
	public int getSize() {
		return this.size;
	}

	/**
	 * Return how many items listeners took and did not finish: those that waited for a
	 * retry, were being processed, or could not become dead letters.
	 * @return the number of items
	 */
	public long getHeld() {
		return this.held;
	}

}
