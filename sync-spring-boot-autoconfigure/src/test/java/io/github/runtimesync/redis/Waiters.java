/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.contract.TestThreads;

/**
 * Waits until the callers of a JVM wait for what a test is going to do.
 */
final class Waiters {

	private Waiters() {
	}

	/**
	 * Wait until callers are blocked at a queue.
	 * @param registry the registry that they have the queue from
	 * @param queue the name of the queue
	 * @param getters how many wait for an item
	 * @param putters how many wait for room
	 */
	static void awaitBlocked(SyncRegistry registry, String queue, int getters, int putters) {
		TestThreads.eventually()
			.until(() -> registry.snapshot(SyncKind.QUEUE, queue)
				.map(QueueSnapshot.class::cast)
				.filter((snapshot) -> snapshot.blockedGetters() == getters && snapshot.blockedPutters() == putters)
				.isPresent());
	}

	/**
	 * Wait until callers wait for a wait group.
	 * @param registry the registry that they have the wait group from
	 * @param waitGroup the name of the wait group
	 * @param waiters how many wait
	 */
	static void awaitWaiters(SyncRegistry registry, String waitGroup, int waiters) {
		TestThreads.eventually()
			.until(() -> registry.snapshot(SyncKind.WAIT_GROUP, waitGroup)
				.map(WaitGroupSnapshot.class::cast)
				.filter((snapshot) -> snapshot.waiters() == waiters)
				.isPresent());
	}

}
