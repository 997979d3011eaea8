/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * However the workers stand, closing the application ends them, and what was accepted
 * gets done.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShutdownTests {

	private final Set<Thread> threadsBefore = workerThreads();

	private ConfigurableApplicationContext context;

	private SampleClient client;

	private SyncQueue<Object> jobs;

	private SyncAtomic completed;

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	@DisplayName("Workers that wait for a job end")
	void idleWorkers() throws Exception {
		start();
		await().until(() -> newWorkerThreads().stream()
			.filter((thread) -> thread.getState() == Thread.State.WAITING)
			.count() == 2);
		closeContext();
		expectEnded(0);
	}

	@Test
	@DisplayName("Paused workers end, after they did the jobs that were accepted")
	void pausedWorkers() throws Exception {
		start();
		this.client.settings(true, 0);
		accept(10);
		closeContext();
		expectEnded(10);
	}

	@Test
	@DisplayName("Workers do not sit out the delay of their jobs")
	void delayedWorkers() throws Exception {
		start();
		this.client.settings(false, 10_000);
		accept(10);
		closeContext();
		expectEnded(10);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("Workers on virtual threads do their jobs and end")
	void virtualThreads() throws Exception {
		start("--spring.threads.virtual.enabled=true");
		this.client.finished(this.client.accepted("one"));
		assertThat(newWorkerThreads()).isEmpty();
		this.client.settings(true, 0);
		accept(10);
		closeContext();
		expectEnded(11);
	}

	private void start(String... arguments) {
		this.context = new SpringApplicationBuilder(SampleApplication.class).properties("server.port=0").run(arguments);
		this.client = new SampleClient(
				this.context.getEnvironment().getRequiredProperty("local.server.port", int.class));
		this.client.settings(false, 0);
		SyncRegistry registry = this.context.getBean(SyncRegistry.class);
		this.jobs = registry.queue("jobs");
		this.completed = registry.atomic("jobs.completed");
	}

	private void accept(int count) {
		for (int i = 0; i < count; i++) {
			this.client.accepted("job " + i);
		}
		await().until(() -> this.client.get("/stats").at("/workers/busy").asInt() == 2);
	}

	/**
	 * Far longer than it takes, and shorter than the executor's patience with workers
	 * that do not end.
	 */
	private void closeContext() throws Exception {
		CompletableFuture.runAsync(this.context::close).get(20, TimeUnit.SECONDS);
	}

	private void expectEnded(int done) {
		assertThat(this.jobs.isClosed()).isTrue();
		assertThat(this.jobs.size()).isZero();
		assertThat(this.completed.get()).isEqualTo(done);
		await().until(() -> newWorkerThreads().isEmpty());
	}

	private Set<Thread> newWorkerThreads() {
		Set<Thread> threads = workerThreads();
		threads.removeAll(this.threadsBefore);
		return threads;
	}

	private static Set<Thread> workerThreads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("worker-"));
		return threads;
	}

}
