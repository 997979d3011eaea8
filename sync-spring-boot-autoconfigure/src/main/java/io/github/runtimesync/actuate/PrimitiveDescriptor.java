/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.runtimesync.actuate.BlockedDescriptor.SiteDescriptor;

/**
 * A primitive as the endpoint shows it.
 */
public sealed interface PrimitiveDescriptor extends OperationResponseBody {

	/**
	 * A counter.
	 *
	 * @param name the name
	 * @param engine the engine that made it
	 * @param created when it was created
	 * @param stale {@code true} if the rest was seen some time ago, since the store of
	 * the engine does not answer
	 * @param value its value
	 */
	record AtomicDescriptor(String name, String engine, Instant created, @Nullable Boolean stale,
			long value) implements PrimitiveDescriptor {

	}

	/**
	 * A shared variable.
	 *
	 * @param name the name
	 * @param engine the engine that made it
	 * @param created when it was created
	 * @param stale {@code true} if the rest was seen some time ago, since the store of
	 * the engine does not answer
	 * @param type its declared type
	 * @param version the number of changes so far
	 * @param changed when it was changed last
	 * @param value its value, masked for those who may not see it
	 */
	record SharedDescriptor(String name, String engine, Instant created, @Nullable Boolean stale, @Nullable String type,
			long version, Instant changed, @Nullable Object value) implements PrimitiveDescriptor {

	}

	/**
	 * A wait group.
	 *
	 * @param name the name
	 * @param engine the engine that made it
	 * @param created when it was created
	 * @param stale {@code true} if the rest was seen some time ago, since the store of
	 * the engine does not answer
	 * @param count the number of outstanding tasks
	 * @param waiters the number of callers that wait for zero
	 * @param roundAge how long the count has been above zero
	 * @param blocked who waits for zero, if the wait group is shown in full
	 * @param callSites where the present round was counted up and down, if the wait group
	 * is shown in full and call sites are captured
	 */
	record WaitGroupDescriptor(String name, String engine, Instant created, @Nullable Boolean stale, long count,
			int waiters, @Nullable Duration roundAge, @Nullable BlockedDescriptor blocked,
			@Nullable List<SiteDescriptor> callSites) implements PrimitiveDescriptor {

	}

	/**
	 * A queue.
	 *
	 * @param name the name
	 * @param engine the engine that made it
	 * @param created when it was created
	 * @param stale {@code true} if the rest was seen some time ago, since the store of
	 * the engine does not answer
	 * @param type the declared type of its items
	 * @param size the number of queued items
	 * @param maxSize the bound, 0 if unbounded
	 * @param remaining the room that is left, {@code null} if unbounded
	 * @param puts how many items were put so far
	 * @param gets how many items were taken so far
	 * @param blockedPutters the number of callers that wait for room
	 * @param blockedGetters the number of callers that wait for an item
	 * @param oldestAge how long the oldest item has been queued, at least
	 * @param closed whether it is closed
	 * @param paused whether it hands out nothing for now
	 * @param delayed the number of items that are not to be taken yet
	 * @param expired how many items were dropped since their time to live was over
	 * @param blocked who waits for room or for an item, if the queue is shown in full
	 */
	record QueueDescriptor(String name, String engine, Instant created, @Nullable Boolean stale, @Nullable String type,
			int size, int maxSize, @Nullable Integer remaining, long puts, long gets, int blockedPutters,
			int blockedGetters, @Nullable Duration oldestAge, boolean closed, boolean paused, int delayed, long expired,
			@Nullable BlockedDescriptor blocked) implements PrimitiveDescriptor {

	}

}
