/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Creates the engine that keeps primitives in this JVM.
 */
class LocalEngineFactory implements SyncEngineFactory {

	@Override
	public String name() {
		return "local";
	}

	@Override
	public SyncEngine create(RegistrySettings settings) {
		return LocalSyncRegistry.engine(settings);
	}

}
