/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncLimitException;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.lifecycle.BlockedRequestRelease;
import io.github.runtimesync.lifecycle.LeftoverReport;
import io.github.runtimesync.lifecycle.QueueDrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SyncAutoConfiguration}.
 */
class SyncAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncMetricsAutoConfiguration.class,
				SyncEndpointAutoConfiguration.class));

	@Test
	@DisplayName("A registry is there by default and makes local primitives")
	void registry() {
		this.contextRunner.run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			assertThat(registry.engine()).isEqualTo("local");
			assertThat(registry.atomic("requests").add()).isOne();
			assertThat(context).hasSingleBean(BlockedRequestRelease.class)
				.hasSingleBean(QueueDrain.class)
				.hasSingleBean(LeftoverReport.class);
		});
	}

	@Test
	@DisplayName("A bean that observes puts is told of them")
	void putObserver() {
		List<String> queues = new ArrayList<>();
		PutObservation observation = mock();
		this.contextRunner.withBean(PutObserver.class, () -> (queue, item) -> {
			queues.add(queue);
			return observation;
		}).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").add("job");
			assertThat(queues).containsExactly("jobs");
			then(observation).should().end(PutEnd.ADDED);
		});
	}

	@Test
	@DisplayName("A user's registry wins")
	void usersRegistryWins() {
		this.contextRunner.withUserConfiguration(CustomRegistryConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(SyncRegistry.class).doesNotHaveBean(DefaultSyncRegistry.class);
			assertThat(context).doesNotHaveBean(QueueDrain.class);
		});
	}

	@Test
	@DisplayName("Neither the actuator nor Micrometer is needed")
	void withoutOptionalLibraries() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Endpoint.class, MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DefaultSyncRegistry.class)
				.doesNotHaveBean("syncEndpoint")
				.doesNotHaveBean("syncMeterBinder"));
	}

	@Test
	@DisplayName("Declared primitives exist once the context has started")
	void declaredPrimitives() {
		this.contextRunner
			.withPropertyValues("sync.queues.jobs.max-size=100", "sync.queues.jobs.type=java.lang.String",
					"sync.queues[my.jobs].max-size=7", "sync.queues.plain=", "sync.atomics.requests.initial=5",
					"sync.wait-groups.tasks=", "sync.shareds.mode.initial=fast")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				assertThat(names(registry, SyncKind.QUEUE)).containsExactly("jobs", "my.jobs", "plain");
				assertThat(names(registry, SyncKind.WAIT_GROUP)).containsExactly("tasks");
				assertThat(registry.atomic("requests").get()).isEqualTo(5);
				assertThat(registry.shared("mode", "slow").get()).isEqualTo("fast");
				QueueSnapshot jobs = (QueueSnapshot) registry.snapshot(SyncKind.QUEUE, "jobs").orElseThrow();
				assertThat(jobs.maxSize()).isEqualTo(100);
				assertThat(jobs.type()).isEqualTo("java.lang.String");
			});
	}

	@Test
	@DisplayName("A declared shared variable is bound to its type, nested properties included")
	void declaredSharedVariable() {
		this.contextRunner
			.withPropertyValues("sync.shareds.settings.type=" + Settings.class.getName(),
					"sync.shareds.settings.initial.paused=true", "sync.shareds.settings.initial.delay=2s",
					"sync.shareds[max.rate].type=java.lang.Integer", "sync.shareds[max.rate].initial=12")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				SyncShared<Settings> settings = registry.shared("settings", Settings.class);
				assertThat(settings.get()).isEqualTo(new Settings(true, Duration.ofSeconds(2)));
				assertThat(registry.shared("max.rate", Integer.class).get()).isEqualTo(12);
			});
	}

	@Test
	@DisplayName("A removed declared primitive is created as declared again")
	void removedDeclaredPrimitive() {
		this.contextRunner.withPropertyValues("sync.queues.jobs.max-size=3").run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			assertThat(registry.remove(SyncKind.QUEUE, "jobs")).isTrue();
			assertThat(registry.queue("jobs").maxSize()).isEqualTo(3);
		});
	}

	@Test
	@DisplayName("Code that contradicts a declaration is told both definitions and the property")
	void contradiction() {
		this.contextRunner.withPropertyValues("sync.queues.jobs.max-size=100")
			.run((context) -> assertThatExceptionOfType(SyncDefinitionException.class)
				.isThrownBy(() -> context.getBean(SyncRegistry.class).queue("jobs", 50))
				.withMessageContainingAll("\"jobs\"", "100", "50", "sync.queues.jobs.max-size"));
	}

	@Test
	@DisplayName("With declared-only, an undeclared name is refused with the closest declared one")
	void declaredOnly() {
		this.contextRunner
			.withPropertyValues("sync.creation=declared-only", "sync.queues.jobs.max-size=1", "sync.queues.mails=")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				assertThat(registry.queue("jobs").maxSize()).isOne();
				assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> registry.queue("job"))
					.withMessageContainingAll("queue \"job\" is not declared", "Did you mean \"jobs\"?",
							"sync.queues.job");
				assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> registry.atomic("jobs"));
				assertThat(registry.count(SyncKind.ATOMIC)).isZero();
			});
	}

	@Test
	@DisplayName("Limits come from the properties")
	void limits() {
		this.contextRunner.withPropertyValues("sync.limits.wait-groups=1").run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			registry.waitGroup("first");
			assertThatExceptionOfType(SyncLimitException.class).isThrownBy(() -> registry.waitGroup("second"))
				.withMessageContainingAll("\"second\"", "sync.limits.wait-groups");
		});
	}

	@Test
	@DisplayName("A negative bound or limit fails the start with the name of the property")
	void invalidProperties() {
		for (String property : List.of("sync.queues.jobs.max-size", "sync.limits.queues")) {
			this.contextRunner.withPropertyValues(property + "=-1")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
							(ex) -> assertThat(ex.getName()).isEqualTo(property)));
		}
	}

	private static List<String> names(SyncRegistry registry, SyncKind kind) {
		return registry.snapshots(kind, null, 0, 100).items().stream().map((snapshot) -> snapshot.name()).toList();
	}

	/**
	 * A value bound from properties.
	 */
	record Settings(boolean paused, Duration delay) {

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomRegistryConfiguration {

		@Bean
		SyncRegistry customRegistry() {
			return mock(SyncRegistry.class);
		}

	}

}
