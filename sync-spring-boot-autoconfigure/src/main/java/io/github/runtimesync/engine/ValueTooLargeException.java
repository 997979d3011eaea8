/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * An engine that writes values down does not take this one: it is larger, or nested
 * deeper, than its limits allow. A smaller one would be taken.
 */
public final class ValueTooLargeException extends IllegalArgumentException {

	/**
	 * Create an exception.
	 * @param message names the primitive and the limit
	 */
	public ValueTooLargeException(String message) {
		super(message);
	}

}
