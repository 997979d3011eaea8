/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.SyncListenerEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Worker JVMs that are killed and frozen.
 */
@Timeout(120)
class RedisWorkerProcessTests {

	private static final int ITEMS = 10_000;

	private static final int WORKERS = 8;

	private final RedisSettings settings = TestRedis.settings().withLease(Duration.ofSeconds(1));

	@Test
	@DisplayName("A JVM that is killed loses no item, and what is processed twice is no more than it had in hand")
	void killed() throws Exception {
		List<Integer> here = new CopyOnWriteArrayList<>();
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = WorkerProcess.start("listen", this.settings)) {
			SyncQueue<Integer> queue = jvm.queue("ids", Integer.class);
			for (int i = 0; i < ITEMS; i++) {
				queue.put(i);
			}
			worker.awaitLines(ITEMS / 5);
			worker.signal("KILL");
			worker.close();
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, here::add));
			TestThreads.eventually()
				.until(() -> Stream.concat(here.stream(), there(worker)).distinct().count() == ITEMS);
			assertThat(Stream.concat(here.stream(), there(worker)).distinct().sorted())
				.containsExactlyElementsOf(IntStream.range(0, ITEMS).boxed().toList());
			assertThat(here.size() + there(worker).count() - ITEMS).isBetween(0L, (long) WORKERS);
		}
	}

	private static Stream<Integer> there(WorkerProcess worker) {
		return worker.lines().stream().filter((line) -> line.matches("\\d+")).map(Integer::valueOf);
	}

	@Test
	@DisplayName("A JVM that is frozen for longer than a lease finds its late end lost, and ends nobody else's lease")
	void frozen() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = WorkerProcess.start("hold", this.settings)) {
			EngineQueue<Integer> queue = (EngineQueue<Integer>) jvm.queue("ids", Integer.class);
			queue.put(7);
			worker.awaitLines(1);
			worker.signal("STOP");
			Lease<Integer> lease = queue.leases().poll(Duration.ofSeconds(20));
			assertThat(lease).isNotNull();
			assertThat(lease.item()).isEqualTo(7);
			assertThat(lease.deliveries()).isEqualTo(2);
			worker.signal("CONT");
			worker.proceed();
			worker.awaitLines(2);
			assertThat(worker.lines()).containsExactly("7", "false");
			assertThat(lease.done().get()).isTrue();
		}
	}

}
