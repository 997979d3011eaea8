/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.SyncAtomic;

/**
 * A {@link SyncAtomic} as an engine makes it.
 */
public non-sealed interface EngineAtomic extends SyncAtomic, EnginePrimitive {

	@Override
	AtomicSnapshot snapshot();

}
