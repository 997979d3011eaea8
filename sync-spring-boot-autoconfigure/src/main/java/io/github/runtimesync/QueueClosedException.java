/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The queue is closed and takes no further item. The item of the refused call was not
 * queued.
 */
public class QueueClosedException extends SyncClosedException {

	/**
	 * Create an exception with a message.
	 * @param message which queue is closed
	 */
	public QueueClosedException(String message) {
		super(message);
	}

}
