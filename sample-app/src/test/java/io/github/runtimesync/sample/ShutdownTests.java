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
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

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
	@DisplayName("Workers that wait for a job end, and so does the loop")
	void idleWorkers() throws Exception {
		start();
		SampleClient.eventually()
			.until(() -> newWorkerThreads().stream()
				.filter((thread) -> thread.getState() == Thread.State.WAITING)
				.count() == 3);
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

	@Test
	@DisplayName("Jobs that wait for a retry get it")
	void retriesInTime() throws Exception {
		start("--sync.listener.by-id.jobs.retry.delay=2s");
		this.client.accepted("flaky", "1");
		SampleClient.eventually().until(() -> {
			JsonNode jobs = this.client.get("/stats").get("jobs");
			return jobs.get("inRetry").asInt() == 1 || jobs.get("completed").asInt() == 1;
		});
		closeContext();
		expectEnded(1);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	@DisplayName("Jobs whose retry comes too late and dead letters are reported by their ids")
	void leftovers(CapturedOutput output) throws Exception {
		start("--sync.listener.by-id.jobs.retry.delay=1h");
		String waiting = this.client.accepted("flaky", "1");
		SampleClient.eventually().until(() -> this.client.get("/stats").at("/jobs/inRetry").asInt() == 1);
		String dead = this.client.id(this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
			.body(new byte[] { (byte) 0xFF })
			.exchange());
		this.client.finished(dead);
		closeContext();
		assertThat(output).contains("1 item(s) of queue \"jobs\" were not done with")
			.contains("Not done when the application ended: job " + waiting)
			.contains("queue \"jobs.dead\" still held 1 item(s)")
			.contains("Dead when the application ended: job " + dead);
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
		SampleClient.eventually().until(() -> this.client.get("/stats").at("/workers/busy").asInt() == 2);
	}

	/**
	 * Far longer than it takes, and shorter than the patience with workers that do not
	 * end.
	 */
	private void closeContext() throws Exception {
		CompletableFuture.runAsync(this.context::close).get(20, TimeUnit.SECONDS);
	}

	private void expectEnded(int done) {
		assertThat(this.jobs.isClosed()).isTrue();
		assertThat(this.jobs.size()).isZero();
		assertThat(this.completed.get()).isEqualTo(done);
		SampleClient.eventually().until(() -> newWorkerThreads().isEmpty());
	}

	private Set<Thread> newWorkerThreads() {
		Set<Thread> threads = workerThreads();
		threads.removeAll(this.threadsBefore);
		return threads;
	}

	private static Set<Thread> workerThreads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().matches("(sync-jobs|totals)-\\d+"));
		return threads;
	}

}
