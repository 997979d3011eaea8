/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import io.github.runtimesync.actuate.EngineHealthCheck;
import io.github.runtimesync.actuate.QueueHealthCheck;
import io.github.runtimesync.actuate.QueueHealthCheck.Thresholds;
import io.github.runtimesync.actuate.SyncHealthIndicator;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.HealthCheck;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link SyncHealthIndicator}.
 */
@AutoConfiguration(after = SyncAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(DefaultSyncRegistry.class)
@EnableConfigurationProperties(SyncHealthProperties.class)
public final class SyncHealthAutoConfiguration {

	@Bean
	@ConditionalOnEnabledHealthIndicator("sync")
	@ConditionalOnMissingBean(name = { "syncHealthIndicator", "syncHealthContributor" })
	SyncHealthIndicator syncHealthIndicator(DefaultSyncRegistry registry, ObjectProvider<HealthCheck> checks) {
		return new SyncHealthIndicator(registry, checks.orderedStream());
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("sync")
	@ConditionalOnMissingBean
	QueueHealthCheck syncQueueHealthCheck(DefaultSyncRegistry registry, SyncHealthProperties properties) {
		Map<String, Thresholds> byName = properties.getQueues()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (queue) -> thresholds(queue.getKey(), queue.getValue())));
		checkFill("sync.health.max-fill", properties.getMaxFill());
		return new QueueHealthCheck(registry,
				new Thresholds(properties.getMaxFill(), properties.getMaxSize(), properties.getMaxAge()), byName);
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("sync")
	@ConditionalOnMissingBean
	EngineHealthCheck syncEngineHealthCheck(DefaultSyncRegistry registry) {
		return new EngineHealthCheck(registry);
	}

	private static Thresholds thresholds(String name, SyncHealthProperties.Queue queue) {
		checkFill("sync.health.queues.%s.max-fill".formatted(name), queue.getMaxFill());
		return new Thresholds(queue.getMaxFill(), queue.getMaxSize(), queue.getMaxAge());
	}

	private static void checkFill(String property, @Nullable Double value) {
		if (value != null && !(value >= 0 && value <= 1)) {
			throw new InvalidConfigurationPropertyValueException(property, value, "Must be from 0 to 1.");
		}
	}

}
