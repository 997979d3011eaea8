/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The bounded queue had no room at the time of a {@link SyncQueue#add(Object)}. The item
 * was not queued; try again later or refuse the request.
 */
public class QueueFullException extends SyncException {

	/**
	 * Create an exception with a message.
	 * @param message which queue is full, and at how many items
	 */
	public QueueFullException(String message) {
		super(message);
	}

}
