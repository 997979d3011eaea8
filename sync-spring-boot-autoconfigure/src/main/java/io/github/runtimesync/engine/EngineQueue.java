/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncQueue;

/**
 * A {@link SyncQueue} as an engine makes it.
 *
 * @param <E> the type of its items
 */
public non-sealed interface EngineQueue<E> extends SyncQueue<E>, EnginePrimitive {

	@Override
	QueueSnapshot snapshot();

	/**
	 * Return the type that its items must have.
	 * @return the type, possibly not declared yet
	 */
	ElementType type();

	/**
	 * Drop the items that are queued when this begins, also when the queue is paused, and
	 * let in those who wait for room. They count as taken.
	 * @return how many items were dropped by this call
	 */
	int clear();

}
