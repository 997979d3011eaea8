/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncWaitGroupRoundContract;

/**
 * Holds the local engine to {@link SyncWaitGroupRoundContract}.
 */
class LocalSyncWaitGroupRoundTests extends SyncWaitGroupRoundContract {

	@Override
	protected SyncRegistry registry() {
		return LocalSyncRegistry.create();
	}

}
