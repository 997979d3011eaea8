/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.ArrayList;
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
	 * Return who waits on the primitive now, in this JVM: blocked threads and futures,
	 * for each call those first that have waited longest.
	 * @param limit how many to return at most; the snapshot tells how many there are
	 * @return the callers
	 */
	default List<WaitingCaller> waitingCallers(int limit) {
		return List.of();
	}

	/**
	 * Return the threads that are blocked on the primitive now, each with what it waits
	 * for.
	 * @return the blocked threads, in no particular order
	 */
	default List<BlockedThread> blockedThreads() {
		List<BlockedThread> blocked = new ArrayList<>();
		for (WaitingCaller caller : waitingCallers(Integer.MAX_VALUE)) {
			Thread thread = caller.thread();
			if (thread != null) {
				blocked.add(new BlockedThread(thread, caller.call(), caller.sinceNanos()));
			}
		}
		return blocked;
	}

	/**
	 * Let go of every blocked caller for good, since the primitive was removed or the
	 * registry is closing: a queue that belongs to this JVM closes, waiters of a wait
	 * group get a {@link io.github.runtimesync.SyncClosedException}. Idempotent.
	 */
	default void release() {
	}

}
