/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.ItemHolder;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.lifecycle.BlockedRequestRelease;
import io.github.runtimesync.lifecycle.LeftoverReport;
import io.github.runtimesync.lifecycle.QueueDestroyMethodGuard;
import io.github.runtimesync.lifecycle.QueueDrain;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link SyncRegistry}.
 */
@AutoConfiguration
@EnableConfigurationProperties(SyncProperties.class)
public final class SyncAutoConfiguration {

	@Bean
	static QueueDestroyMethodGuard syncQueueDestroyMethodGuard() {
		return new QueueDestroyMethodGuard();
	}

	@Bean
	@ConditionalOnMissingBean(name = "localSyncEngineFactory")
	LocalEngineFactory localSyncEngineFactory() {
		return new LocalEngineFactory();
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean(SyncRegistry.class)
	DefaultSyncRegistry syncRegistry(SyncProperties properties, Environment environment,
			ObjectProvider<SyncEngineFactory> engineFactories, ObjectProvider<PutObserver> putObserver,
			ResourceLoader resourceLoader) {
		RegistrySettings settings = new RegistrySettingsFactory(properties, Binder.get(environment)).create()
			.withPutObserver(putObserver.getIfAvailable());
		return new EngineSelection(engineFactories.orderedStream().toList(), resourceLoader.getClassLoader())
			.registry(properties.getEngine(), settings);
	}

	/*
	 * A child context uses the registry of its parent, which outlives it: only the
	 * context that has the registry drains it and reports on it.
	 */

	@Bean
	@ConditionalOnBean(value = DefaultSyncRegistry.class, search = SearchStrategy.CURRENT)
	QueueDrain syncQueueDrain(DefaultSyncRegistry registry, SyncProperties properties) {
		return new QueueDrain(registry, properties.getShutdown().getDrainTimeout());
	}

	@Bean
	@ConditionalOnBean(value = DefaultSyncRegistry.class, search = SearchStrategy.CURRENT)
	LeftoverReport syncLeftoverReport(DefaultSyncRegistry registry, ObjectProvider<ItemHolder> holders) {
		return new LeftoverReport(registry, holders::stream);
	}

	@Bean
	@ConditionalOnBean(QueueDrain.class)
	BlockedRequestRelease syncBlockedRequestRelease(DefaultSyncRegistry registry, QueueDrain drain,
			ObjectProvider<ItemHolder> holders) {
		return new BlockedRequestRelease(registry, drain, holders::stream);
	}

}
