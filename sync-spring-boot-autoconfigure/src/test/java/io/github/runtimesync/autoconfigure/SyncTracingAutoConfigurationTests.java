/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.ListenerObserver;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.metrics.DefaultSyncProcessObservationConvention;
import io.github.runtimesync.metrics.LinkedProcessTracingHandler;
import io.github.runtimesync.metrics.ListenerMeters;
import io.github.runtimesync.metrics.SyncProcessObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SyncTracingAutoConfiguration} and
 * {@link SyncListenerMetricsAutoConfiguration}.
 */
class SyncTracingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class,
				SyncTracingAutoConfiguration.class, SyncListenerMetricsAutoConfiguration.class));

	private final ApplicationContextRunner observing = this.contextRunner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("sync.tracing.enabled=true");

	@Test
	@DisplayName("Without an observation registry nothing is observed, and a put has no envelope")
	void unobserved() {
		this.contextRunner.withBean(Listener.class).run((context) -> {
			assertThat(context).doesNotHaveBean(PutObserver.class).doesNotHaveBean(ListenerObserver.class);
			assertThat(hasEnvelope(context, "other")).isFalse();
			assertThat(hasEnvelopeAtListener(context)).isFalse();
		});
	}

	@Test
	@DisplayName("With an observation registry that does nothing nothing is observed, and a put has no envelope")
	void noop() {
		this.contextRunner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> assertThat(hasEnvelope(context, "other")).isFalse());
	}

	@Test
	@DisplayName("With an observation registry every put has an envelope")
	void observed() {
		this.observing.run((context) -> assertThat(hasEnvelope(context, "other")).isTrue());
	}

	@Test
	@DisplayName("With an observation registry but no tracer nothing is observed unless asked for")
	void noTracer() {
		this.contextRunner
			.withConfiguration(
					AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(ObservationRegistry.class).doesNotHaveBean(PutObserver.class);
				assertThat(hasEnvelope(context, "other")).isFalse();
			});
	}

	@Test
	@DisplayName("An application with several registries of which none is the primary one starts without observations")
	void severalRegistries() {
		this.contextRunner.withPropertyValues("sync.tracing.enabled=true")
			.withBean("one", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("other", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("meters", MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("otherMeters", MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PutObserver.class)
				.doesNotHaveBean(ListenerObserver.class));
	}

	@Test
	@DisplayName("With a tracer every put has an envelope")
	void tracer() {
		this.contextRunner.withBean(Tracer.class, () -> Tracer.NOOP)
			.withConfiguration(
					AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class))
			.run((context) -> assertThat(hasEnvelope(context, "other")).isTrue());
	}

	@Test
	@DisplayName("Of several tracers the one that Boot would take makes the traces of linked calls; without one the application starts")
	void severalTracers() {
		Tracer meant = mock(Tracer.class);
		ApplicationContextRunner several = this.observing.withBean("first", Tracer.class, () -> Tracer.NOOP)
			.withBean(Propagator.class, () -> Propagator.NOOP);
		several.withBean("second", Tracer.class, () -> meant)
			.run((context) -> assertThat(context.getBeanProvider(LinkedProcessTracingHandler.class)).isEmpty());
		several.withBean("tracer", Tracer.class, () -> meant)
			.run((context) -> assertThat(context).getBean(LinkedProcessTracingHandler.class)
				.extracting("tracer")
				.isSameAs(meant));
		several.withBean("second", Tracer.class, () -> meant, (definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context).getBean(LinkedProcessTracingHandler.class)
				.extracting("tracer")
				.isSameAs(meant));
	}

	@Test
	@DisplayName("Several propagators without a primary one leave calls unlinked, and the application starts")
	void severalPropagators() {
		this.observing.withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean("first", Propagator.class, () -> Propagator.NOOP)
			.withBean("second", Propagator.class, () -> Propagator.NOOP)
			.run((context) -> assertThat(context.getBeanProvider(LinkedProcessTracingHandler.class)).isEmpty());
	}

	@Test
	@DisplayName("A user's convention wins")
	void convention() {
		this.observing.withBean(SimpleMeterRegistry.class)
			.withBean(SyncProcessObservationConvention.class, OwnConvention::new)
			.withBean(Listener.class)
			.run((context) -> {
				context.getBean(SyncRegistry.class).queue("jobs").add("a");
				awaitTimer(context, "own.process");
				assertThat(context.getBean(MeterRegistry.class).find("sync.listener.process").timers()).isEmpty();
			});
	}

	@Test
	@DisplayName("A call is timed with nothing but a meter registry")
	void metersOnly() {
		this.contextRunner.withBean(SimpleMeterRegistry.class).withBean(Listener.class).run((context) -> {
			assertThat(context).doesNotHaveBean(PutObserver.class);
			context.getBean(SyncRegistry.class).queue("jobs").add("a");
			awaitTimer(context, "sync.listener.process");
			awaitTimer(context, "sync.queue.dwell");
			assertThat(hasEnvelope(context, "other")).isFalse();
		});
	}

	@Test
	@DisplayName("A call is timed if it is observed by handlers that make no timers")
	void observedWithoutTimers() {
		this.contextRunner.withBean(ObservationRegistry.class, () -> {
			ObservationRegistry observations = ObservationRegistry.create();
			observations.observationConfig().observationHandler(new ObservationTextPublisher());
			return observations;
		}).withBean(SimpleMeterRegistry.class).withBean(Listener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").add("a");
			awaitTimer(context, "sync.listener.process");
		});
	}

	@Test
	@DisplayName("A call is timed once if its observation makes a timer too")
	void timedOnce() {
		this.observing.withBean(SimpleMeterRegistry.class).withBean(Listener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").add("a");
			awaitTimer(context, "sync.listener.process");
			assertThat(context.getBean(MeterRegistry.class).get("sync.listener.process").timers()).singleElement()
				.satisfies((timer) -> assertThat(timer.count()).isEqualTo(1));
		});
	}

	@Test
	@DisplayName("Listeners have no meters when they are switched off")
	void metersOff() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("sync.metrics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ListenerMeters.class));
	}

	@Test
	@DisplayName("Listeners work without Micrometer")
	void withoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("syncObservedPuts"));
	}

	@Test
	@DisplayName("Puts are observed without a tracing library")
	void withoutTracing() {
		this.observing.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("syncObservedPuts")
				.doesNotHaveBean("syncLinkedProcessTracingHandler"));
	}

	private static void awaitTimer(AssertableApplicationContext context, String name) {
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		await().atMost(30, TimeUnit.SECONDS)
			.until(() -> meters.find(name).timers().stream().anyMatch((timer) -> timer.count() == 1));
	}

	private static boolean hasEnvelope(AssertableApplicationContext context, String name) {
		EngineQueue<String> queue = (EngineQueue<String>) context.getBean(SyncRegistry.class).<String>queue(name);
		queue.add("a");
		return Boolean.TRUE.equals(queue.poll((item, envelope) -> envelope != null));
	}

	private static boolean hasEnvelopeAtListener(AssertableApplicationContext context) {
		EngineQueue<String> queue = (EngineQueue<String>) context.getBean(SyncRegistry.class).<String>queue("jobs");
		context.getBean(SyncListenerRegistry.class).getContainer("jobs").stop();
		await().until(() -> queue.snapshot().blockedGetters() == 0);
		return hasEnvelope(context, "jobs");
	}

	static class Listener {

		@SyncListener(queue = "jobs")
		void process(String item) {
		}

	}

	static class OwnConvention extends DefaultSyncProcessObservationConvention {

		@Override
		public String getName() {
			return "own.process";
		}

	}

}
