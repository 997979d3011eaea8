/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whoever waits at a queue of a registry that is closed, or of which a queue was dropped,
 * is let go, and what is on lease is not.
 */
@Timeout(60)
class RedisReleaseTests {

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@RepeatedTest(20)
	@DisplayName("Nobody stays at a queue of a closed registry, however many come at once")
	void comeAfterwards() {
		DefaultSyncRegistry registry = TestRedis.registry();
		EngineQueue<String> queue = (EngineQueue<String>) registry.queue("q", String.class);
		// Somebody has waited, so that messages come in.
		queue.getAsync().cancel(false);
		registry.close();
		List<Task<String>> getters = this.threads.startTogether(8, "getter", (i) -> queue::get);
		getters.forEach((getter) -> assertThat(getter.result()).isNull());
	}

	@Test
	@DisplayName("Who waits at a queue whose removal has failed is let go")
	void removalFails() {
		try (Faults faults = Faults.impatient()) {
			EngineQueue<String> queue = (EngineQueue<String>) faults.one().queue("q", String.class);
			Task<String> getter = this.threads.start("getter", queue::get);
			TestThreads.eventually().until(() -> queue.snapshot().blockedGetters() == 1);
			faults.proxy().refuse();
			faults.proxy().cut();
			assertThatExceptionOfType(SyncUnavailableException.class)
				.isThrownBy(() -> faults.one().remove(SyncKind.QUEUE, "q"));
			assertThat(getter.result()).isNull();
		}
	}

	@Test
	@DisplayName("What is on lease is kept although nobody may wait any more")
	void prolonged() throws InterruptedException {
		RedisSettings settings = TestRedis.settings().withLease(Duration.ofSeconds(3));
		String deadlines = Keys.text(new Keys(settings.namespace(), SyncKind.QUEUE, "q").key("ld"));
		try (DefaultSyncRegistry registry = RedisSyncRegistry.create(TestRedis.factory(), settings)) {
			EngineQueue<String> queue = (EngineQueue<String>) registry.queue("q", String.class);
			queue.put("a");
			Lease<String> lease = queue.leases().poll();
			assertThat(lease).isNotNull();
			queue.release();
			Object first = deadline(deadlines);
			TestThreads.eventually().until(() -> !deadline(deadlines).equals(first));
			Object second = deadline(deadlines);
			TestThreads.eventually().until(() -> !deadline(deadlines).equals(second));
		}
	}

	private static Object deadline(String deadlines) {
		return ((List<?>) TestRedis.server().run("ZRANGE", deadlines, "0", "0", "WITHSCORES")).get(1);
	}

}
