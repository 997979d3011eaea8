/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions that the primitives and their registry throw. The message names
 * the primitive, with its name escaped, and says what to do.
 */
public class SyncException extends RuntimeException {

	/**
	 * Create an exception with a message.
	 * @param message what went wrong and what to do, with names escaped
	 */
	public SyncException(String message) {
		super(message);
	}

	/**
	 * Create an exception with a message and a cause.
	 * @param message what went wrong and what to do, with names escaped
	 * @param cause what led to it, {@code null} if nothing did
	 */
	public SyncException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
