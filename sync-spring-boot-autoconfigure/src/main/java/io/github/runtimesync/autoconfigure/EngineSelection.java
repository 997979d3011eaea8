/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineException;
import io.github.runtimesync.engine.SyncEngineFactory;

/**
 * Creates the engines that properties name, and no other.
 */
class EngineSelection {

	private static final String SPRING_DATA_REDIS = "org.springframework.data.redis.connection.RedisConnectionFactory";

	private final Map<String, SyncEngineFactory> factories;

	private final @Nullable ClassLoader classLoader;

	/**
	 * Create a selection.
	 * @param factories the factories there are; the first of a name counts
	 * @param classLoader where the libraries of engines would be
	 */
	EngineSelection(List<SyncEngineFactory> factories, @Nullable ClassLoader classLoader) {
		this.factories = factories.stream()
			.collect(Collectors.toMap(SyncEngineFactory::name, (factory) -> factory, (first, second) -> first,
					LinkedHashMap::new));
		this.classLoader = classLoader;
	}

	/**
	 * Create a registry.
	 * @param defaultEngine the name of the engine that no declaration overrides
	 * @param settings limits and declarations
	 */
	DefaultSyncRegistry registry(String defaultEngine, RegistrySettings settings) {
		List<SyncEngine> engines = new ArrayList<>();
		try {
			named(defaultEngine, settings)
				.forEach((name, property) -> engines.add(factory(name, property).create(settings)));
		}
		catch (RuntimeException ex) {
			engines.forEach(SyncEngine::close);
			throw ex;
		}
		return new DefaultSyncRegistry(engines.get(0), engines.subList(1, engines.size()), settings);
	}

	/**
	 * Return the engines that are named, each with the first property that names it.
	 */
	private static Map<String, String> named(String defaultEngine, RegistrySettings settings) {
		Map<String, String> named = new LinkedHashMap<>();
		named.put(defaultEngine, "sync.engine");
		settings.declarations()
			.engines()
			.forEach((kind, engines) -> engines
				.forEach((name, engine) -> named.putIfAbsent(engine, kind.property(name) + ".engine")));
		return named;
	}

	private SyncEngineFactory factory(String engine, String property) {
		SyncEngineFactory factory = this.factories.get(engine);
		if (factory != null) {
			return factory;
		}
		if (engine.equals(RedisEngineFactory.NAME) && !ClassUtils.isPresent(SPRING_DATA_REDIS, this.classLoader)) {
			throw new SyncEngineException(
					"'%s' is 'redis', but Spring Data Redis is not on the class path".formatted(property),
					"Add 'org.springframework.boot:spring-boot-starter-data-redis' to the dependencies", null);
		}
		throw new SyncEngineException("'%s' is '%s', but there is no such engine".formatted(property, engine),
				"Use one of " + String.join(", ", this.factories.keySet()), null);
	}

}
