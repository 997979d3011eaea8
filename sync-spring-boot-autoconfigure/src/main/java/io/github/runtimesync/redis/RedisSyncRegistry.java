/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JacksonModule;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;

/**
 * Creates registries of primitives that live in Redis, without Spring Boot.
 * <pre class="code">
 * try (DefaultSyncRegistry registry = RedisSyncRegistry.create(connectionFactory, RedisSettings.DEFAULT)) {
 *     long number = registry.atomic("orders").add();
 * }
 * </pre>
 */
public final class RedisSyncRegistry {

	private RedisSyncRegistry() {
	}

	/**
	 * Create a registry with the default settings of registries.
	 * @param factory a started connection factory of Lettuce; its shared connection is
	 * used
	 * @param settings how the engine works
	 * @return a registry; closing it releases every blocked caller of this JVM and
	 * changes nothing in Redis
	 */
	public static DefaultSyncRegistry create(RedisConnectionFactory factory, RedisSettings settings) {
		return create(factory, settings, RegistrySettings.DEFAULT);
	}

	/**
	 * Create a registry.
	 * @param factory a started connection factory of Lettuce; its shared connection is
	 * used
	 * @param settings how the engine works
	 * @param registrySettings limits and declared primitives
	 * @return a registry; closing it releases every blocked caller of this JVM and
	 * changes nothing in Redis
	 */
	public static DefaultSyncRegistry create(RedisConnectionFactory factory, RedisSettings settings,
			RegistrySettings registrySettings) {
		return new DefaultSyncRegistry(engine(factory, settings, registrySettings), registrySettings);
	}

	/**
	 * Create an engine, for a registry that has others too. Values are written as JSON
	 * with the modules of Jackson that are on the class path.
	 * @param factory a started connection factory of Lettuce
	 * @param settings how the engine works
	 * @param registrySettings what the registry is created with
	 * @return the engine, which the registry closes
	 * @throws io.github.runtimesync.engine.SyncEngineException if Redis cannot be used as
	 * it is
	 */
	public static SyncEngine engine(RedisConnectionFactory factory, RedisSettings settings,
			RegistrySettings registrySettings) {
		return engine(factory, settings, registrySettings, JsonFormat.foundModules());
	}

	/**
	 * Create an engine whose values are written as JSON with some modules of Jackson.
	 * Modules make the application's own types known. All else about the JSON is the
	 * engine's own, since every JVM and the next version of the application must be able
	 * to read it.
	 * @param factory a started connection factory of Lettuce
	 * @param settings how the engine works
	 * @param registrySettings what the registry is created with
	 * @param modules the modules
	 * @return the engine, which the registry closes
	 * @throws io.github.runtimesync.engine.SyncEngineException if Redis cannot be used as
	 * it is
	 */
	public static SyncEngine engine(RedisConnectionFactory factory, RedisSettings settings,
			RegistrySettings registrySettings, Iterable<? extends JacksonModule> modules) {
		RedisEngine engine = new RedisEngine(factory, settings, registrySettings, modules);
		try {
			engine.start();
			return engine;
		}
		catch (RuntimeException ex) {
			engine.close();
			throw ex;
		}
	}

}
