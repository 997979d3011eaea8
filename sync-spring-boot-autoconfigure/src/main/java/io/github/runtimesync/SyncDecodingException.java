/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * What the store of an engine that several JVMs share holds for a primitive cannot be
 * turned into a value: it was written by another version of the application, or by
 * somebody else. The message names the primitive and what does not fit, and never the
 * stored value, which may come from a stranger.
 */
public class SyncDecodingException extends SyncException {

	/**
	 * Create an exception with a message.
	 * @param message which primitive holds it, what does not fit and what to do, without
	 * the stored value
	 */
	public SyncDecodingException(String message) {
		super(message);
	}

}
