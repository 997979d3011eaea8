/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * A primitive was asked for with another definition than the one it has, or under a name
 * that nobody declared where only declared names are allowed. Nothing was created or
 * changed.
 */
public class SyncDefinitionException extends SyncException {

	private final String property;

	/**
	 * Create an exception for a definition that does not fit.
	 * @param message both definitions
	 * @param property the configuration property that would settle it
	 */
	public SyncDefinitionException(String message, String property) {
		super(message);
		this.property = property;
	}

	/**
	 * Return the configuration property that would settle the definition for everyone.
	 * @return for example {@code sync.queues.jobs.max-size}
	 */
	public String getProperty() {
		return this.property;
	}

}
