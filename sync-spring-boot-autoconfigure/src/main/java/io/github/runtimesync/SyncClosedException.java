/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The primitive or the registry is no longer there to serve the call: it was removed, or
 * the application is shutting down.
 */
public class SyncClosedException extends SyncException {

	/**
	 * Create an exception with a message.
	 * @param message what is closed and why
	 */
	public SyncClosedException(String message) {
		super(message);
	}

}
