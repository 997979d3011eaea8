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
	 * Look at the state now. Blocks nobody who uses the primitive, and this caller not
	 * noticeably: an engine whose store does not answer returns the state it saw last.
	 * @return the state
	 */
	SyncSnapshot snapshot();

	/**
	 * Ask for the state without waiting for it, so that snapshots of many primitives that
	 * are taken right after cost one wait together.
	 */
	default void prefetch() {
	}

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
	 * Let go of every blocked caller of this JVM for good, since the registry is closing:
	 * a queue that belongs to this JVM closes, waiters of a wait group get a
	 * {@link io.github.runtimesync.SyncClosedException}. What other JVMs share stays as
	 * it is. Idempotent.
	 */
	default void release() {
	}

	/**
	 * Remove the primitive for everyone who shares it, and let go of every blocked
	 * caller. The registry has dropped it already. Idempotent; may do I/O.
	 */
	default void remove() {
		release();
	}

}
