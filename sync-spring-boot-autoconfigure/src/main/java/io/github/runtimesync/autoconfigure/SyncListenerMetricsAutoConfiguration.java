/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import io.github.runtimesync.metrics.ListenerMeters;
import io.github.runtimesync.metrics.ObservedCalls;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of listeners. Calls
 * are timed here only if no observation of them ends in a timer already.
 */
@AutoConfiguration(after = SyncTracingAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "sync.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SyncMetricsProperties.class)
public final class SyncListenerMetricsAutoConfiguration {

	@Bean(destroyMethod = "close")
	@Order(1)
	@ConditionalOnSingleCandidate(MeterRegistry.class)
	@ConditionalOnMissingBean
	ListenerMeters syncListenerMeters(MeterRegistry meters, SyncMetricsProperties properties,
			ObjectProvider<ObservedCalls> observed, ObjectProvider<MeterObservationHandler<?>> handlers) {
		boolean timedByObservation = observed.getIfAvailable() != null && handlers.stream().findAny().isPresent();
		return new ListenerMeters(meters, properties.getMaxNames(), !timedByObservation);
	}

}
