/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;

/**
 * Creates registries of in-JVM primitives without Spring, for plain unit tests.
 * <pre class="code">
 * try (DefaultSyncRegistry registry = LocalSyncRegistry.create()) {
 *     new JobController(registry).submit(job);
 * }
 * </pre>
 */
public final class LocalSyncRegistry {

	private LocalSyncRegistry() {
	}

	/**
	 * Create a registry with the default settings.
	 * @return an empty registry; closing it releases every blocked caller
	 */
	public static DefaultSyncRegistry create() {
		return create(RegistrySettings.DEFAULT);
	}

	/**
	 * Create a registry.
	 * @param settings limits and declared primitives
	 * @return a registry; closing it releases every blocked caller
	 */
	public static DefaultSyncRegistry create(RegistrySettings settings) {
		return new DefaultSyncRegistry(engine(settings), settings);
	}

	/**
	 * Create an engine, for a registry that has others too.
	 * @param settings what the registry is created with
	 * @return the engine, which the registry closes
	 */
	public static SyncEngine engine(RegistrySettings settings) {
		return new LocalEngine(settings);
	}

}
