/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Creates an engine for a registry that needs it. An engine that no property names is
 * never created.
 */
public interface SyncEngineFactory {

	/**
	 * Return the name of the engine, as properties give it.
	 * @return for example {@code local}
	 */
	String name();

	/**
	 * Create the engine.
	 * @param settings what the registry is created with
	 * @return the engine, which the registry closes
	 * @throws SyncEngineException if it cannot work
	 */
	SyncEngine create(RegistrySettings settings);

}
