/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.actuate.SyncHealthIndicator;
import io.github.runtimesync.engine.HealthCheck;
import io.github.runtimesync.engine.HealthCheck.Finding;
import io.github.runtimesync.engine.HealthCheck.Severity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncHealthAutoConfiguration}.
 */
class SyncHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncHealthAutoConfiguration.class));

	@Test
	@DisplayName("Without a threshold the application is up, whatever is queued, and totals are shown")
	void up() {
		this.contextRunner.run((context) -> {
			context.getBean(SyncRegistry.class).<String>queue("jobs", 1).add("one");
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails())
				.isEqualTo(Map.of("engine", "local", "atomics", 0, "shareds", 0, "waitGroups", 0, "queues", 1));
		});
	}

	@Test
	@DisplayName("A queue that is filled beyond the threshold takes the application out of service")
	void fill() {
		this.contextRunner.withPropertyValues("sync.health.max-fill=0.5").run((context) -> {
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs", 2);
			jobs.add("one");
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			jobs.add("two");
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health.getDetails().get("problems")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("queue \"jobs\"", "2 of at most 2 items, more than max-fill=0.5 allows");
		});
	}

	@Test
	@DisplayName("A threshold of a queue wins over that for all")
	void byName() {
		this.contextRunner.withPropertyValues("sync.health.max-size=1", "sync.health.queues.jobs.max-size=2")
			.run((context) -> {
				SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
				SyncQueue<String> others = context.getBean(SyncRegistry.class).queue("others");
				for (String item : List.of("one", "two")) {
					jobs.add(item);
					others.add(item);
				}
				assertThat(problems(context)).containsOnlyKeys("queue \"others\"");
				jobs.add("three");
				assertThat(problems(context)).containsOnlyKeys("queue \"jobs\"", "queue \"others\"");
			});
	}

	@Test
	@DisplayName("An item that is too old takes the application out of service, and a queue that does not exist does not")
	void age() {
		this.contextRunner
			.withPropertyValues("sync.health.queues.jobs.max-age=1ms", "sync.health.queues.none.max-age=1ms")
			.run((context) -> {
				context.getBean(SyncRegistry.class).<String>queue("jobs").add("one");
				context.getBean(SyncRegistry.class).<String>queue("others").add("one");
				await().untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
				assertThat(problems(context)).containsOnlyKeys("queue \"jobs\"");
				assertThat(context.getBean(SyncRegistry.class).count(SyncKind.QUEUE)).isEqualTo(2);
			});
	}

	@Test
	@DisplayName("Details are limited, and the number of problems is not")
	void manyProblems() {
		this.contextRunner.withPropertyValues("sync.health.max-size=0").run((context) -> {
			for (int i = 0; i < 50; i++) {
				context.getBean(SyncRegistry.class).<String>queue("jobs" + i).add("one");
			}
			assertThat(problems(context)).hasSize(20);
			assertThat(health(context).getDetails()).containsEntry("problemCount", 50);
		});
	}

	@Test
	@DisplayName("The worst finding of any check decides")
	void otherChecks() {
		this.contextRunner.withBean("unreachable", HealthCheck.class,
				() -> () -> List.of(new Finding(Severity.OUT_OF_SERVICE, "queue \"a\"", "slow"),
						new Finding(Severity.DOWN, "engine redis", "unreachable")))
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThat(problems(context)).containsEntry("engine redis", "unreachable");
			});
	}

	@Test
	@DisplayName("A fill that is no ratio is refused with the name of the property")
	void invalidFill() {
		this.contextRunner.withPropertyValues("sync.health.queues.jobs.max-fill=80")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sync.health.queues.jobs.max-fill"));
	}

	@Test
	@DisplayName("Nothing is checked when it is switched off")
	void switchedOff() {
		this.contextRunner.withPropertyValues("management.health.sync.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SyncHealthIndicator.class));
	}

	@Test
	@DisplayName("Nothing is checked without Boot's health module")
	void withoutHealth() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("syncHealthIndicator"));
	}

	@Test
	@DisplayName("A user's indicator wins")
	void usersIndicatorWins() {
		this.contextRunner.withBean("syncHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(SyncHealthIndicator.class));
	}

	private static Health health(AssertableApplicationContext context) {
		Health health = context.getBean(SyncHealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> problems(AssertableApplicationContext context) {
		return (Map<String, String>) health(context).getDetails().get("problems");
	}

}
