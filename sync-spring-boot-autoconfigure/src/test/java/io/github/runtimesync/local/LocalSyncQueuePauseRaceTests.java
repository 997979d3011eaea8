/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueuePauseRaceContract;

/**
 * Holds the local engine to {@link SyncQueuePauseRaceContract}.
 */
class LocalSyncQueuePauseRaceTests extends SyncQueuePauseRaceContract {

	@Override
	protected SyncRegistry registry() {
		return LocalSyncRegistry.create();
	}

}
