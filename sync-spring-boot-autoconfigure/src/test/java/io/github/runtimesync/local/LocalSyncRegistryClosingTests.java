/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncRegistryClosingContract;

/**
 * Holds the local engine to {@link SyncRegistryClosingContract}.
 */
class LocalSyncRegistryClosingTests extends SyncRegistryClosingContract {

	@Override
	protected SyncRegistry registry() {
		return LocalSyncRegistry.create();
	}

}
