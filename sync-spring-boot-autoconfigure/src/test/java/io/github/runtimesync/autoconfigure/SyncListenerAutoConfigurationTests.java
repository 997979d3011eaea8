/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.NewThreads;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerContainerFactory;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncListenerAutoConfiguration}.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SyncListenerAutoConfigurationTests {

	private final NewThreads timers = new NewThreads("sync-listener-timer");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class));

	@Test
	@DisplayName("Without listeners there is a registry and no thread")
	void nothing() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(SyncListenerRegistry.class).getContainers()).isEmpty();
			assertThat(this.timers.alive()).isEmpty();
		});
	}

	@Test
	@DisplayName("Properties set options for all listeners and for single ones")
	void properties() {
		this.contextRunner
			.withPropertyValues("sync.listener.concurrency=3", "sync.listener.stuck-after=5m",
					"sync.listener.retry.max-retries=7", "sync.listener.retry.excludes=java.lang.IllegalStateException",
					"sync.listener.dead-letters.max-size=10", "sync.listener.by-id.mails.dead-letters.queue=lost",
					"sync.listener.by-id.mails.auto-startup=false")
			.run((context) -> {
				SyncListenerProperties properties = context.getBean(SyncListenerProperties.class);
				assertThat(properties.getRetry().getMaxRetries()).isEqualTo(7);
				assertThat(properties.getRetry().getExcludes()).containsExactly(IllegalStateException.class);
				assertThat(properties.getStuckAfter()).isEqualTo(Duration.ofMinutes(5));
				SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
				SyncListenerSnapshot jobs = listeners.register(endpoint("jobs")).snapshot();
				assertThat(jobs.minConcurrency()).isEqualTo(3);
				assertThat(jobs.deadLetterQueue()).isEqualTo("jobs.dead");
				assertThat(jobs.state()).isEqualTo(SyncListenerSnapshot.State.RUNNING);
				SyncListenerSnapshot mails = listeners.register(endpoint("mails")).snapshot();
				assertThat(mails.deadLetterQueue()).isEqualTo("lost");
				assertThat(mails.state()).isEqualTo(SyncListenerSnapshot.State.STOPPED);
				assertThat(context.getBean(SyncRegistry.class).queue("lost").maxSize()).isEqualTo(10);
			});
	}

	@Test
	@DisplayName("A dead-letter queue that is declared is used as it is")
	void declaredDeadLetterQueue() {
		this.contextRunner.withPropertyValues("sync.queues.[jobs.dead].max-size=5").run((context) -> {
			context.getBean(SyncListenerRegistry.class).register(endpoint("jobs"));
			assertThat(context.getBean(SyncRegistry.class).queue("jobs.dead").maxSize()).isEqualTo(5);
		});
	}

	@Test
	@DisplayName("A factory of the user's own wins")
	void ownFactory() {
		this.contextRunner.withUserConfiguration(OwnFactory.class).run((context) -> {
			SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
			assertThat(listeners.register(endpoint("jobs")).snapshot().minConcurrency()).isEqualTo(6);
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("Workers are virtual threads where the application uses them")
	void virtualThreads() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			CompletableFuture<Thread> thread = new CompletableFuture<>();
			context.getBean(SyncListenerRegistry.class)
				.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class,
						(item) -> thread.complete(Thread.currentThread())));
			context.getBean(SyncRegistry.class).queue("jobs").add("job");
			assertThat(thread.get().getName()).isEqualTo("sync-jobs-1");
			assertThat(thread.get().toString()).startsWith("VirtualThread");
		});
		await().until(() -> this.timers.alive().isEmpty());
	}

	@Test
	@DisplayName("A listener that cannot work is reported with what to change")
	void failureAnalysis(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Broken.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Broken.process of bean \"syncListenerAutoConfigurationTests.Broken\"")
			.contains("returns java.lang.String")
			.contains("Make it void");
	}

	private static SyncListenerEndpoint endpoint(String name) {
		return SyncListenerEndpoint.forItems(name, name, String.class, (item) -> {
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		SyncListenerContainerFactory factory(SyncRegistry registry) {
			SyncListenerOptions options = new SyncListenerOptions();
			options.setConcurrency("6");
			return new SyncListenerContainerFactory(registry, options, Map.of(), false, (event) -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Broken {

		@SyncListener(queue = "jobs")
		String process(String item) {
			return item;
		}

	}

}
