/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Instant;

/**
 * The state of a {@link SyncAtomic} at one moment.
 *
 * @param name the name
 * @param engine the engine that made it
 * @param created when it was created
 * @param value its value
 */
public record AtomicSnapshot(String name, String engine, Instant created, long value) implements SyncSnapshot {

	@Override
	public SyncKind kind() {
		return SyncKind.ATOMIC;
	}

}
