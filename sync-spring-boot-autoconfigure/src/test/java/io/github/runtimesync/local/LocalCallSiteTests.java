/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.contract.CallSiteContract;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;

/**
 * Holds the local engine to {@link CallSiteContract}.
 */
class LocalCallSiteTests extends CallSiteContract {

	@Override
	protected DefaultSyncRegistry registry(RegistrySettings settings) {
		return LocalSyncRegistry.create(settings);
	}

}
