/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link SyncQueue} at one moment. The numbers are read one after the
 * other while the queue goes on working.
 *
 * @param name the name
 * @param engine the engine that made it
 * @param created when it was created
 * @param type the declared type of its items, {@code null} if none was declared
 * @param size the number of queued items
 * @param maxSize the bound, 0 if unbounded
 * @param puts how many items were put so far
 * @param gets how many items were taken so far
 * @param blockedPutters the number of callers that wait for room
 * @param blockedGetters the number of callers that wait for an item
 * @param oldestAge how long the oldest item has been queued, at least; {@code null} if
 * there is none
 * @param closed whether it is closed
 * @param paused whether it hands out nothing for now
 * @param delayed the number of items that are not in the size yet, since they are not to
 * be delivered before a later time
 * @param expired how many items were dropped so far since their time to live was over
 */
public record QueueSnapshot(String name, String engine, Instant created, @Nullable String type, int size, int maxSize,
		long puts, long gets, int blockedPutters, int blockedGetters, @Nullable Duration oldestAge, boolean closed,
		boolean paused, int delayed, long expired) implements SyncSnapshot {

	@Override
	public SyncKind kind() {
		return SyncKind.QUEUE;
	}

	/**
	 * Return how many more items fit in.
	 * @return the room that is left, {@link Integer#MAX_VALUE} if unbounded
	 */
	public int remaining() {
		return (this.maxSize == 0) ? Integer.MAX_VALUE : Math.max(0, this.maxSize - this.size);
	}

}
