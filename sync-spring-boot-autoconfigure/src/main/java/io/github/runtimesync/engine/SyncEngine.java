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
	 * Return whether other JVMs share what the engine makes, so that it outlives this
	 * one: a shutdown then waits for nobody to empty a queue, and nothing in it is lost.
	 * @return whether primitives are shared
	 */
	default boolean isShared() {
		return false;
	}

	/**
	 * Return whether primitives can be created at once. Declared ones of an engine that
	 * is not ready are created when they are asked for.
	 * @return whether the engine is ready
	 */
	default boolean isReady() {
		return true;
	}

	/**
	 * Return whether the store of the engine has answered the latest command. Blocks
	 * nobody and asks nobody; snapshots are old if it has not.
	 * @return whether the store can be reached, as far as is known; {@code true} for an
	 * engine without a store of its own
	 */
	default boolean isReachable() {
		return true;
	}

	/**
	 * Find out how the engine gets on with its store. May ask the store, and then waits
	 * for a second at most.
	 * @return the status, {@code null} for an engine without a store of its own
	 */
	default @Nullable EngineStatus status() {
		return null;
	}

	/**
	 * Return what the engine has asked of its store so far. Blocks nobody.
	 * @return the figures, {@code null} for an engine without a store of its own
	 */
	default @Nullable EngineFigures figures() {
		return null;
	}

	/**
	 * End what the engine does by itself. Its primitives stay usable as far as nothing
	 * has to wait. Idempotent.
	 */
	@Override
	default void close() {
	}

}
