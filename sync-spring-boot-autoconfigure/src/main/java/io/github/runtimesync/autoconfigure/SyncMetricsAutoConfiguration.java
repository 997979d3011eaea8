/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.metrics.SyncMeterBinder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of the registry's
 * primitives.
 */
@AutoConfiguration(after = SyncAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ DefaultSyncRegistry.class, MeterRegistry.class })
@ConditionalOnBooleanProperty(name = "sync.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SyncMetricsProperties.class)
public final class SyncMetricsAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SyncMeterBinder syncMeterBinder(DefaultSyncRegistry registry, SyncMetricsProperties properties) {
		return new SyncMeterBinder(registry, properties.getMaxNames());
	}

}
