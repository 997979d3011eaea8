/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an engine leaves behind when it is closed. That those whom Redis does not answer
 * are let go nevertheless is tested with the faults of queues.
 */
@Timeout(60)
class RedisEngineCloseTests {

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("The threads of a closed engine end, although a look at a lease is due in an hour")
	void threadsEnd() throws Exception {
		Set<Thread> ofOthers = engineThreads();
		Task<Lease<String>> taker;
		try (DefaultSyncRegistry registry = TestRedis.registry(TestRedis.settings().withLease(Duration.ofHours(1)))) {
			EngineQueue<String> queue = (EngineQueue<String>) registry.queue("q", String.class);
			queue.put("a");
			Lease<String> lease = queue.leases().poll(Duration.ofSeconds(20));
			assertThat(lease).isNotNull();
			taker = this.threads.start("taker", () -> queue.leases().poll(Duration.ofHours(1)));
			TestThreads.eventually()
				.until(() -> ((QueueSnapshot) registry.snapshot(SyncKind.QUEUE, "q").orElseThrow())
					.blockedGetters() == 1);
			assertThat(ofOthers.containsAll(engineThreads())).as("no thread is this engine's").isFalse();
		}
		assertThat(taker.result()).isNull();
		TestThreads.eventually().untilAsserted(() -> assertThat(ofOthers).containsAll(engineThreads()));
	}

	private static Set<Thread> engineThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sync-redis-"))
			.collect(Collectors.toSet());
	}

}
