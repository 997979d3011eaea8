/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

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
@Timeout(300)
class RedisWorkerProcessTests {

	private static final int ITEMS = 10_000;

	private static final int WORKERS = WorkerProcess.WORKERS;

	/** The lease of the JVMs that are killed and frozen. */
	private static final Duration LEASE = Duration.ofSeconds(3);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final RedisSettings settings = TestRedis.settings();

	private WorkerProcess start(String mode) throws IOException {
		return WorkerProcess.start(mode, this.settings.withLease(LEASE));
	}

	@Test
	@DisplayName("A JVM that is killed loses no item, and what is processed twice is no more than it had in hand")
	void killed() throws Exception {
		AtomicInteger here = new AtomicInteger();
		Set<Integer> processed = ConcurrentHashMap.newKeySet();
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings,
				(options) -> options.setConcurrency("" + WORKERS)); WorkerProcess worker = start("listen")) {
			SyncQueue<Integer> queue = jvm.queue("ids", Integer.class);
			CompletableFuture
				.allOf(IntStream.range(0, ITEMS).mapToObj(queue::putAsync).toArray(CompletableFuture[]::new))
				.join();
			worker.awaitLines(WorkerProcess.LIMIT / 4);
			worker.kill();
			assertInHandIsDueInTime();
			List<Integer> there = worker.lines().stream().map(Integer::valueOf).toList();
			processed.addAll(there);
			assertThat(processed.size()).isLessThan(ITEMS);
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, (id) -> {
				here.incrementAndGet();
				processed.add(id);
			}));
			TestThreads.eventually().atMost(PATIENCE).until(() -> processed.size() == ITEMS);
			jvm.stop();
			assertThat(processed).containsAll(IntStream.range(0, ITEMS).boxed().toList());
			assertThat(here.get() + there.size() - ITEMS).isBetween(0, WORKERS);
		}
	}

	@Test
	@DisplayName("What a killed JVM had in hand is due when its lease is over, and goes to one that has waited all along")
	void redelivered() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = start("hold")) {
			EngineQueue<Integer> queue = (EngineQueue<Integer>) jvm.queue("ids", Integer.class);
			queue.put(7);
			worker.awaitLines(1);
			try (TestThreads threads = new TestThreads()) {
				Task<Lease<Integer>> waiting = threads.start("waiting", () -> queue.leases().poll(PATIENCE));
				waiting.awaitBlocked();
				worker.kill();
				assertThat(assertInHandIsDueInTime()).hasSize(1);
				Lease<Integer> lease = waiting.result();
				assertThat(lease.item()).isEqualTo(7);
				assertThat(lease.deliveries()).isEqualTo(2);
			}
		}
	}

	/**
	 * Assert that what is on lease is so for no longer than a lease from now.
	 */
	private Collection<Long> assertInHandIsDueInTime() {
		Collection<Long> deadlines = TestRedis.leases(TestRedis.server(), this.settings, "ids").values();
		List<?> time = (List<?>) TestRedis.server().run("TIME");
		long now = Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
		assertThat(deadlines).allSatisfy((at) -> assertThat(at - now).isLessThanOrEqualTo(LEASE.toMillis()));
		return deadlines;
	}

	@Test
	@DisplayName("A JVM that is frozen for longer than a lease finds its late end lost, and ends nobody else's lease")
	void frozen() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
		}); WorkerProcess worker = start("hold")) {
			EngineQueue<Integer> queue = (EngineQueue<Integer>) jvm.queue("ids", Integer.class);
			queue.put(7);
			worker.awaitLines(1);
			worker.signal("STOP");
			Lease<Integer> lease = queue.leases().poll(PATIENCE);
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
			try (WorkerProcess worker = start("replay")) {
				worker.awaitLines(1);
				assertThat(worker.lines()).containsExactly(SlowItem.STORING);
				worker.kill();
				DeadLetter<SlowItem> letter = dead.poll(PATIENCE);
				assertThat(letter).isNotNull();
				assertThat(letter.item()).isEqualTo(new SlowItem(7));
			}
		}
	}

}
