/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineFigures;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many scripts putters and workers cost. Who has to wait for a script that is under
 * way is known only of a server that is frozen meanwhile.
 */
@Timeout(60)
class RedisSharedScriptsTests {

	private static final int ITEMS = 1000;

	private static final int CALLERS = 16;

	private final RedisServer server = RedisServer.start();

	private final LettuceConnectionFactory factory = TestRedis.factory(this.server.port());

	private final TestThreads threads = new TestThreads();

	// No lease is prolonged while the test counts.
	private final RedisSettings settings = TestRedis.settings().withLease(Duration.ofHours(1));

	private final ListeningJvm jvm = new ListeningJvm(this.factory, this.settings, (options) -> {
	});

	private final EngineQueue<Integer> queue = (EngineQueue<Integer>) this.jvm.queue("jobs", Integer.class);

	@AfterEach
	void close() {
		this.server.thaw();
		this.threads.close();
		this.jvm.close();
		this.factory.destroy();
		this.server.close();
	}

	@Test
	@DisplayName("One worker costs at most 2.2 scripts for an item, its put counted")
	void one() throws Exception {
		long before = scripts();
		for (int i = 0; i < ITEMS; i++) {
			this.queue.put(i);
		}
		// From now on no worker has to wait for a put.
		AtomicInteger handled = new AtomicInteger();
		this.jvm.listeners.register(
				SyncListenerEndpoint.forItems("jobs", "jobs", Integer.class, (item) -> handled.incrementAndGet()));
		TestThreads.eventually().until(() -> handled.get() == ITEMS);
		assertThat((double) (scripts() - before) / ITEMS).isLessThanOrEqualTo(2.2);
	}

	@Test
	@DisplayName("Putters who come while a script is under way share the next one")
	void putters() throws Exception {
		this.queue.put(0);
		EngineFigures before = figures();
		this.server.freeze();
		List<CompletableFuture<Void>> puts = IntStream.range(0, CALLERS).mapToObj(this.queue::putAsync).toList();
		this.server.thaw();
		puts.forEach(CompletableFuture::join);
		assertThat(figures().requests() - before.requests()).isEqualTo(CALLERS);
		// Whoever begins to wait may cause a look of its own.
		assertThat(figures().batches() - before.batches()).isBetween(2L, 3L);
		assertThat(this.queue.size()).isEqualTo(CALLERS + 1);
	}

	@Test
	@DisplayName("Workers who are done and want the next item while a script is under way share the next one")
	void workers() throws Exception {
		for (int i = 0; i < 2 * CALLERS; i++) {
			this.queue.put(i);
		}
		Leases<Integer> leases = this.queue.leases();
		List<Lease<Integer>> inHand = IntStream.range(0, CALLERS).mapToObj((i) -> leases.poll()).toList();
		long last = scriptsThatLeased().last();
		this.server.freeze();
		Task<Lease<Integer>> first = this.threads.start("first", leases::poll).awaitBlocked();
		List<CompletableFuture<Boolean>> done = inHand.stream().map(Lease::done).toList();
		List<Task<Lease<Integer>>> others = IntStream.range(1, CALLERS)
			.mapToObj((i) -> this.threads.start("other", leases::poll))
			.toList();
		others.forEach(Task::awaitBlocked);
		this.server.thaw();
		assertThat(Stream.concat(Stream.of(first), others.stream()).map(Task::result).map(Lease::item))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(CALLERS, 2 * CALLERS).boxed().toList());
		assertThat(TestRedis.leases(this.server, this.settings, "jobs")).hasSize(CALLERS);
		assertThat(scriptsThatLeased()).containsExactly(last + 1, last + 2);
		assertThat(done).allSatisfy((end) -> assertThat(end.join()).isTrue());
	}

	/**
	 * Return the numbers of the scripts by which the items on lease were taken, which are
	 * part of the tokens.
	 */
	private SortedSet<Long> scriptsThatLeased() {
		return TestRedis.leases(this.server, this.settings, "jobs")
			.keySet()
			.stream()
			.map((token) -> Long.valueOf(token.split(":")[1]))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return how many scripts were sent, those not counted that were sent once more.
	 */
	private long scripts() {
		return figures().commands() - figures().resends();
	}

	private EngineFigures figures() {
		return this.jvm.registry.engines().iterator().next().figures();
	}

}
