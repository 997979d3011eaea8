/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The store of an engine that several JVMs share has lost the state of a primitive, for
 * example because it was restarted empty, and that state cannot be replaced by an initial
 * one: nobody can know how many tasks a wait group was still waiting for. It is thrown
 * once; after that the primitive is usable again, from its initial state.
 */
public class SyncStateLostException extends SyncException {

	/**
	 * Create an exception with a message.
	 * @param message which primitive has lost its state and what to do
	 */
	public SyncStateLostException(String message) {
		super(message);
	}

}
