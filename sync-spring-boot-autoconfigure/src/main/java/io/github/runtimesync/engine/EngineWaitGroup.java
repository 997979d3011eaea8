/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;

/**
 * A {@link SyncWaitGroup} as an engine makes it.
 */
public non-sealed interface EngineWaitGroup extends SyncWaitGroup, EnginePrimitive {

	@Override
	WaitGroupSnapshot snapshot();

	/**
	 * Return whether tasks that were started in this JVM with {@link #go} run or wait for
	 * a thread. What begins or ends in this moment may be missing.
	 * @return whether there are any
	 */
	boolean hasTasks();

	/**
	 * Return from where the present round was counted up and down in this JVM. Numbers of
	 * calls under way may be missing.
	 * @return the places in the order in which they came up, with one entry for all that
	 * are too many; empty at zero, or if call sites are not captured
	 */
	default List<SiteCount> siteCounts() {
		return List.of();
	}

}
