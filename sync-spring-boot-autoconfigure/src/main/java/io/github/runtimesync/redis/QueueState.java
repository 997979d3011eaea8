/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What {@code queue-look.lua} has seen.
 *
 * @param size the number of items
 * @param closed whether the queue is closed
 * @param paused whether it is paused
 * @param puts how many items were put so far
 * @param gets how many items were taken so far
 * @param oldestAge how long the first item has been queued, {@code null} if there is none
 * @param delayed how many items are not due yet, or wait for room since
 * @param expired how many items were dropped since their time was over
 * @param items the first items, as many as were asked for
 */
record QueueState(int size, boolean closed, boolean paused, long puts, long gets, @Nullable Duration oldestAge,
		int delayed, long expired, List<byte[]> items) {

	/** Of a queue that nobody has used yet. */
	static final QueueState EMPTY = new QueueState(0, false, false, 0, 0, null, 0, 0, List.of());

	/** Of a queue that was removed. */
	static final QueueState REMOVED = new QueueState(0, true, false, 0, 0, null, 0, 0, List.of());

	/**
	 * Return whether takers get nothing any more.
	 */
	boolean isDrained() {
		return this.closed && this.size == 0 && this.delayed == 0;
	}

	static QueueState parse(List<Object> reply) {
		long age = (Long) reply.get(5);
		return new QueueState(((Long) reply.get(0)).intValue(), (Long) reply.get(1) != 0, (Long) reply.get(2) != 0,
				(Long) reply.get(3), (Long) reply.get(4), (age >= 0) ? Duration.ofMillis(age) : null,
				((Long) reply.get(6)).intValue(), (Long) reply.get(7),
				reply.subList(8, reply.size()).stream().map(byte[].class::cast).toList());
	}

}
