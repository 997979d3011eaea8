/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import org.jspecify.annotations.Nullable;

/**
 * The store of an engine that several JVMs share could not be reached, or gave no answer,
 * for as long as the engine was allowed to try. The message says whether the change was
 * never sent, or may have happened.
 */
public class SyncUnavailableException extends SyncException {

	/**
	 * Create an exception with a message and a cause.
	 * @param message which primitive, and what is known about the change
	 * @param cause what kept the store from answering, {@code null} if it was silent
	 */
	public SyncUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
