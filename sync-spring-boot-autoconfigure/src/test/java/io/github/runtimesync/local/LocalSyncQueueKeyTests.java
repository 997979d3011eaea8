/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueueKeyContract;

/**
 * Holds the local engine to {@link SyncQueueKeyContract}.
 */
class LocalSyncQueueKeyTests extends SyncQueueKeyContract {

	@Override
	protected SyncRegistry registry() {
		return LocalSyncRegistry.create();
	}

}
