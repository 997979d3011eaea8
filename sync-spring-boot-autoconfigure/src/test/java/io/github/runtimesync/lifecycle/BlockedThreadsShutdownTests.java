/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hundred threads of a real application, blocked in every way, when it shuts down.
 */
@ExtendWith(OutputCaptureExtension.class)
class BlockedThreadsShutdownTests {

	private static final int HTTP = 90;

	private static final int ASYNC = 60;

	private static final int SCHEDULED = 50;

	@Test
	@Timeout(60)
	@DisplayName("Closing the context releases 200 blocked threads long before the web server would give up")
	void close(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = new SpringApplication(BlockingConfiguration.class).run(
				"--server.port=0", "--server.tomcat.threads.max=120", "--spring.task.execution.pool.core-size=" + ASYNC,
				"--blocked.scheduled=" + SCHEDULED);
		Blocker blocker = context.getBean(Blocker.class);
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpClient client = HttpClient.newHttpClient();
		for (int i = 0; i < HTTP; i++) {
			client.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/block/" + i)).build(),
					BodyHandlers.discarding());
		}
		AsyncCaller caller = context.getBean(AsyncCaller.class);
		for (int i = 0; i < ASYNC; i++) {
			caller.block(i);
		}
		DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
		TestThreads.eventually().until(() -> blockedThreads(registry) == HTTP + ASYNC + SCHEDULED);
		Collection<Thread> threads = blocker.threads.keySet();
		assertThat(threads).hasSize(HTTP + ASYNC + SCHEDULED);

		context.close();

		assertThat(output).as("the web server had no reason to give up on its requests")
			.contains("Graceful shutdown complete")
			.doesNotContain("Graceful shutdown aborted");
		TestThreads.eventually().until(() -> blocker.results.size() == HTTP + ASYNC + SCHEDULED);
		assertThat(blocker.results).containsOnly("get: null", "put: " + QueueClosedException.class.getSimpleName(),
				"await: " + SyncClosedException.class.getSimpleName());
		TestThreads.eventually().until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static long blockedThreads(DefaultSyncRegistry registry) {
		return registry.primitives(SyncKind.QUEUE).mapToLong((queue) -> queue.blockedThreads().size()).sum()
				+ registry.primitives(SyncKind.WAIT_GROUP).mapToLong((group) -> group.blockedThreads().size()).sum();
	}

	/**
	 * Blocks the calling thread in one of three ways.
	 */
	static class Blocker {

		private final Map<Thread, Boolean> threads = new ConcurrentHashMap<>();

		private final Collection<String> results = new ConcurrentLinkedQueue<>();

		private final SyncQueue<String> empty;

		private final SyncQueue<String> full;

		private final SyncWaitGroup group;

		Blocker(SyncRegistry registry) {
			this.empty = registry.queue("empty");
			this.full = registry.queue("full", 1);
			this.full.add("item");
			this.group = registry.waitGroup("group");
			this.group.add();
		}

		void block(int number) {
			this.threads.put(Thread.currentThread(), true);
			String result = switch (number % 3) {
				case 0 -> "get: " + outcome(this.empty::get);
				case 1 -> "put: " + outcome(() -> {
					this.full.put("another");
					return "accepted";
				});
				default -> "await: " + outcome(() -> {
					this.group.await();
					return "zero";
				});
			};
			this.results.add(result);
		}

		private static String outcome(Callable<String> call) {
			try {
				return String.valueOf(call.call());
			}
			catch (Exception ex) {
				return ex.getClass().getSimpleName();
			}
		}

	}

	/**
	 * Blocks executor threads.
	 */
	static class AsyncCaller {

		private final Blocker blocker;

		AsyncCaller(Blocker blocker) {
			this.blocker = blocker;
		}

		@Async("taskExecutor")
		void block(int number) {
			this.blocker.block(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableScheduling
	@RestController
	static class BlockingConfiguration implements SchedulingConfigurer {

		private final ObjectProvider<Blocker> blocker;

		BlockingConfiguration(ObjectProvider<Blocker> blocker) {
			this.blocker = blocker;
		}

		@Bean
		static Blocker blocker(SyncRegistry registry) {
			return new Blocker(registry);
		}

		@Bean
		static AsyncCaller asyncCaller(Blocker blocker) {
			return new AsyncCaller(blocker);
		}

		@Bean
		static ThreadPoolTaskExecutor taskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(ASYNC);
			return executor;
		}

		@Bean
		static ThreadPoolTaskScheduler taskScheduler() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setPoolSize(SCHEDULED);
			return scheduler;
		}

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			for (int i = 0; i < SCHEDULED; i++) {
				int number = i;
				registrar.addFixedDelayTask(() -> this.blocker.getObject().block(number), Duration.ofHours(1));
			}
		}

		@GetMapping("/block/{number}")
		String block(@PathVariable int number) {
			this.blocker.getObject().block(number);
			return "released";
		}

	}

}
