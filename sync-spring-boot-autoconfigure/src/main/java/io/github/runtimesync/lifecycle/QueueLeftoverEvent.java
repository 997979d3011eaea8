/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Published while a context closes, once for each queue that still holds items after
 * consumers had their time.
 */
public class QueueLeftoverEvent extends ApplicationContextEvent {

	private final String queue;

	private final int size;

	/**
	 * Create an event.
	 * @param source the context that closes
	 * @param queue the name of the queue
	 * @param size how many items it holds
	 */
	public QueueLeftoverEvent(ApplicationContext source, String queue, int size) {
		super(source);
		this.queue = queue;
		this.size = size;
	}

	/**
	 * Return the name of the queue.
	 * @return the name, not escaped
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Return how many items were left.
	 * @return the number of items, above zero
	 */
	public int getSize() {
		return this.size;
	}

}
