/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Hears of primitives that come and go. Calls come one at a time and, for each name, in
 * the order in which it happened; usually on the thread that made the change. What a
 * listener throws is logged.
 */
public interface RegistryListener {

	/**
	 * A primitive can be found in the registry from now on. A listener that subscribes
	 * while others create may be told of the same primitive twice.
	 * @param primitive the primitive
	 */
	void created(EnginePrimitive primitive);

	/**
	 * A primitive was removed from the registry.
	 * @param primitive the primitive
	 */
	void removed(EnginePrimitive primitive);

}
