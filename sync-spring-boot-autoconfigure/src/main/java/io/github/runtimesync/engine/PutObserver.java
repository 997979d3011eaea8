/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Is told of every put of every queue of a registry, in whatever form, and may send
 * something along with the item. Set with {@link RegistrySettings#withPutObserver}.
 */
@FunctionalInterface
public interface PutObserver {

	/**
	 * Begin to observe a put. Called by the thread that puts, before the item can be
	 * taken and before any wait. What this throws, the put throws.
	 * @param queue the name of the queue
	 * @param item the item
	 * @return to be asked for headers and told how the put ended
	 */
	PutObservation begin(String queue, Object item);

}
