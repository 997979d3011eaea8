/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.runtimesync.autoconfigure.SyncTracingProperties.Relation;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.metrics.LinkedProcessTracingHandler;
import io.github.runtimesync.metrics.MdcCarrier;
import io.github.runtimesync.metrics.ObservedCalls;
import io.github.runtimesync.metrics.ObservedPuts;
import io.github.runtimesync.metrics.SyncProcessObservationConvention;
import io.github.runtimesync.metrics.SyncPutObservationConvention;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observation of puts and of
 * the calls of listeners, and so for traces that cross queues.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "sync.tracing.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ SyncTracingProperties.class, SyncMetricsProperties.class })
public final class SyncTracingAutoConfiguration {

	@Bean
	@Conditional(OnTracing.class)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	@ConditionalOnMissingBean(PutObserver.class)
	@Nullable ObservedPuts syncObservedPuts(ObservationRegistry observations,
			ObjectProvider<SyncPutObservationConvention> convention, SyncTracingProperties properties,
			SyncMetricsProperties metrics) {
		return (observations != ObservationRegistry.NOOP) ? new ObservedPuts(observations, convention.getIfAvailable(),
				new MdcCarrier(properties.getMdc()), metrics.getMaxNames()) : null;
	}

	@Bean
	@Order(0)
	@Conditional(OnTracing.class)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	@ConditionalOnMissingBean
	@Nullable ObservedCalls syncObservedCalls(ObservationRegistry observations,
			ObjectProvider<SyncProcessObservationConvention> convention, SyncTracingProperties properties) {
		return (observations != ObservationRegistry.NOOP) ? new ObservedCalls(observations, convention.getIfAvailable(),
				new MdcCarrier(properties.getMdc()), properties.getRelation() == Relation.LINK) : null;
	}

	/**
	 * An application with Actuator has an observation registry, also if it traces
	 * nothing: an observation costs many times what a put costs, so it takes a tracer or
	 * an explicit wish.
	 */
	static class OnTracing extends AnyNestedCondition {

		OnTracing() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBooleanProperty(name = "sync.tracing.enabled")
		static class Wanted {

		}

		@ConditionalOnBean(type = "io.micrometer.tracing.Tracer")
		static class Traced {

		}

	}

	/**
	 * Needs a tracer, and one that is meant if there are several. Boot's own handlers, of
	 * which this is a special case, take the same one.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	static class LinkConfiguration {

		/** Before Boot's own handler for receivers, of which this is a special case. */
		private static final int HANDLER_ORDER = 900;

		@Bean
		@Order(HANDLER_ORDER)
		@ConditionalOnBean({ Tracer.class, Propagator.class })
		@ConditionalOnMissingBean
		@Nullable LinkedProcessTracingHandler syncLinkedProcessTracingHandler(ObjectProvider<Tracer> tracer,
				ObjectProvider<Propagator> propagator) {
			Tracer meantTracer = tracer.getIfUnique();
			Propagator meantPropagator = propagator.getIfUnique();
			return (meantTracer != null && meantPropagator != null)
					? new LinkedProcessTracingHandler(meantTracer, meantPropagator) : null;
		}

	}

}
