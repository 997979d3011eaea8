/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

/**
 * Makes primitives for a registry. Creation may do I/O and happens outside any lock; two
 * threads that ask for a new name at once may both create, and the registry keeps one of
 * the results and drops the other, so creating must have no effect of its own until the
 * primitive is used.
 */
public interface SyncEngine {

	/**
	 * Return the name of the engine.
	 * @return for example {@code local}
	 */
	String name();

	/**
	 * Create a counter.
	 * @param name its valid name
	 * @param initial its first value
	 * @return the counter
	 */
	EngineAtomic createAtomic(String name, long initial);

	/**
	 * Create a shared variable.
	 * @param name its valid name
	 * @param type the type of its values, possibly not declared yet
	 * @param initial its first value, already checked against the type
	 * @return the shared variable
	 */
	EngineShared<?> createShared(String name, ElementType type, @Nullable Object initial);

	/**
	 * Create a wait group.
	 * @param name its valid name
	 * @return the wait group
	 */
	EngineWaitGroup createWaitGroup(String name);

	/**
	 * Create a queue.
	 * @param name its valid name
	 * @param type the type of its items, possibly not declared yet
	 * @param maxSize its bound, 0 if unbounded
	 * @return the queue
	 */
	EngineQueue<?> createQueue(String name, ElementType type, int maxSize);

}
