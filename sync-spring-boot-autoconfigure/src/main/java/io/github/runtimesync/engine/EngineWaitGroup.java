/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;

/**
 * A {@link SyncWaitGroup} as an engine makes it.
 */
public non-sealed interface EngineWaitGroup extends SyncWaitGroup, EnginePrimitive {

	@Override
	WaitGroupSnapshot snapshot();

}
