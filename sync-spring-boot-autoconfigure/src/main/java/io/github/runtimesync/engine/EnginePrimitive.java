/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

import io.github.runtimesync.SyncSnapshot;

/**
 * What the registry needs of a primitive beyond its public face.
 */
public sealed interface EnginePrimitive permits EngineAtomic, EngineShared, EngineWaitGroup, EngineQueue {

	/**
	 * Return the name.
	 * @return the name
	 */
	String name();

	/**
	 * Look at the state now. Blocks neither this caller nor those who use the primitive.
	 * @return the state
	 */
	SyncSnapshot snapshot();

	/**
	 * Return the threads that are blocked on the primitive now, each with what it waits
	 * for.
	 * @return the blocked threads, in no particular order
	 */
	default List<BlockedThread> blockedThreads() {
		return List.of();
	}

	/**
	 * Let go of every blocked caller for good, since the primitive was removed or the
	 * registry is closing: a queue that belongs to this JVM closes, waiters of a wait
	 * group get a {@link io.github.runtimesync.SyncClosedException}. Idempotent.
	 */
	default void release() {
	}

}
