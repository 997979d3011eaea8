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
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.redis.WorkerProcess.SlowItem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Worker JVMs that are killed and frozen.
 */
@Timeout(120)
class RedisWorkerProcessTests {

	private static final int ITEMS = 10_000;

	private static final int WORKERS = 8;

	private static final Duration LEASE = Duration.ofSeconds(1);

	/** How long after its worker was killed an item is redelivered at the latest. */
	private static final long LATEST = LEASE.plusSeconds(5).toMillis();

	private final RedisSettings settings = TestRedis.settings().withLease(LEASE);

	@Test
	@DisplayName("A JVM that is killed loses no item, and what is processed twice is no more than it had in hand")
	void killed() throws Exception {
		List<Integer> here = new CopyOnWriteArrayList<>();
		List<Long> redeliveries = new CopyOnWriteArrayList<>();
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = WorkerProcess.start("listen", this.settings)) {
			SyncQueue<Integer> queue = jvm.queue("ids", Integer.class);
			for (int i = 0; i < ITEMS; i++) {
				queue.put(i);
			}
			worker.awaitLines(ITEMS / 5);
			worker.signal("KILL");
			worker.close();
			long killed = serverMillis();
			jvm.listeners.register(SyncListenerEndpoint.forMessages("ids", "ids", Integer.class, (message) -> {
				here.add(message.item());
				if (message.attempt() > 1) {
					redeliveries.add(serverMillis());
				}
			}));
			TestThreads.eventually()
				.until(() -> Stream.concat(here.stream(), there(worker)).distinct().count() == ITEMS);
			assertThat(Stream.concat(here.stream(), there(worker)).distinct().sorted())
				.containsExactlyElementsOf(IntStream.range(0, ITEMS).boxed().toList());
			assertThat(here.size() + there(worker).count() - ITEMS).isBetween(0L, (long) WORKERS);
			assertThat(redeliveries).allSatisfy((at) -> assertThat(at - killed).isLessThanOrEqualTo(LATEST));
		}
	}

	@Test
	@DisplayName("What a killed JVM had in hand is with one that has waited all along, a lease and 5 s later at the latest")
	void redelivered() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = WorkerProcess.start("hold", this.settings)) {
			EngineQueue<Integer> queue = (EngineQueue<Integer>) jvm.queue("ids", Integer.class);
			queue.put(7);
			worker.awaitLines(1);
			try (TestThreads threads = new TestThreads()) {
				Task<Long> waiting = threads.start("waiting", () -> {
					Lease<Integer> lease = queue.leases().poll(Duration.ofSeconds(20));
					long now = serverMillis();
					assertThat(lease.item()).isEqualTo(7);
					assertThat(lease.deliveries()).isEqualTo(2);
					return now;
				});
				waiting.awaitBlocked();
				worker.signal("KILL");
				worker.close();
				long killed = serverMillis();
				assertThat(waiting.result() - killed).isLessThanOrEqualTo(LATEST);
			}
		}
	}

	/**
	 * Return the time by the clock that leases run out by.
	 */
	private static long serverMillis() {
		List<?> time = (List<?>) TestRedis.server().run("TIME");
		return Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
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

	@Test
	@DisplayName("A dead letter that a JVM was just replaying when it was killed is a dead letter again")
	void killedWhileReplaying() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings,
				(options) -> options.getRetry().setMaxRetries(0L))) {
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", SlowItem.class, (item) -> {
				throw new IllegalStateException("expected");
			}));
			jvm.queue("ids", SlowItem.class).put(new SlowItem(7));
			SyncQueue<DeadLetter<SlowItem>> dead = jvm.registry.queue("ids.dead");
			TestThreads.eventually().until(() -> dead.size() == 1);
			try (WorkerProcess worker = WorkerProcess.start("replay", this.settings)) {
				worker.awaitLines(1);
				assertThat(worker.lines()).containsExactly(SlowItem.STORING);
				worker.signal("KILL");
				worker.close();
				DeadLetter<SlowItem> letter = dead.poll(Duration.ofSeconds(20));
				assertThat(letter).isNotNull();
				assertThat(letter.item()).isEqualTo(new SlowItem(7));
			}
		}
	}

}
