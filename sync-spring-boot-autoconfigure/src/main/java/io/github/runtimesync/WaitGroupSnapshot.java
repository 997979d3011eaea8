/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link SyncWaitGroup} at one moment.
 *
 * @param name the name
 * @param engine the engine that made it
 * @param created when it was created
 * @param count the number of outstanding tasks
 * @param waiters the number of callers that wait for zero
 * @param roundAge how long the count has been above zero, measured from the first wait or
 * snapshot of that round so that counting needs no clock; {@code null} at zero
 */
public record WaitGroupSnapshot(String name, String engine, Instant created, long count, int waiters,
		@Nullable Duration roundAge) implements SyncSnapshot {

	@Override
	public SyncKind kind() {
		return SyncKind.WAIT_GROUP;
	}

}
