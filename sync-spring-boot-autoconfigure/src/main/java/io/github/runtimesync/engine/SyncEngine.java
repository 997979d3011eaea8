/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Makes primitives for a registry. Creation may do I/O and happens outside any lock; two
 * threads that ask for a new name at once may both create, and the registry keeps one of
 * the results and drops the other, so creating twice must be as good as creating once: it
 * has no effect until the primitive is used, or both handles are of the same thing.
 */
public interface SyncEngine extends AutoCloseable {

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

	/**
	 * Set who is told of primitives that were removed without the registry, by another
	 * JVM. The engine may tell late, and only of those that are used.
	 * @param listener forgets the primitive; called on any thread
	 */
	default void setRemovalListener(Consumer<EnginePrimitive> listener) {
	}

	/**
	 * End what the engine does by itself. Its primitives stay usable as far as nothing
	 * has to wait. Idempotent.
	 */
	@Override
	default void close() {
	}

}
