/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The limit on the number of primitives of a kind is reached, so no further one was
 * created. Existing primitives keep working.
 */
public class SyncLimitException extends SyncException {

	/**
	 * Create an exception with a message.
	 * @param message which limit was reached and the property that sets it
	 */
	public SyncLimitException(String message) {
		super(message);
	}

}
