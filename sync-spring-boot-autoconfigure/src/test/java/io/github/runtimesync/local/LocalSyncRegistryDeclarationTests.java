/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncRegistryDeclarationContract;
import io.github.runtimesync.engine.RegistrySettings;

/**
 * Holds the local engine to {@link SyncRegistryDeclarationContract}.
 */
class LocalSyncRegistryDeclarationTests extends SyncRegistryDeclarationContract {

	@Override
	protected SyncRegistry registry(RegistrySettings settings) {
		return LocalSyncRegistry.create(settings);
	}

}
