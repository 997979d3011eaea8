/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import org.jspecify.annotations.Nullable;

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
	 * Create an exception for a primitive that exists with another definition than the
	 * requested one.
	 * @param kind the kind of the primitive
	 * @param name the name of the primitive
	 * @param attribute what differs, as the property of the primitive calls it
	 * @param existing what the primitive has
	 * @param requested what was asked for
	 * @return the exception, which names the property that settles it
	 */
	public static SyncDefinitionException differs(SyncKind kind, String name, String attribute,
			@Nullable Object existing, Object requested) {
		String property = kind.property(name) + "." + attribute;
		return new SyncDefinitionException(
				"%s has %s %s but was asked for with %s %s: ask for the same everywhere or for none, or settle it with %s"
					.formatted(kind.describe(name), attribute, existing, attribute, requested, property),
				property);
	}

	/**
	 * Return the configuration property that would settle the definition for everyone.
	 * @return for example {@code sync.queues.jobs.max-size}
	 */
	public String getProperty() {
		return this.property;
	}

}
