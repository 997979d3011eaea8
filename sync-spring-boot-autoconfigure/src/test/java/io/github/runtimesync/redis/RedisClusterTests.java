/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.redis.server.RedisCluster;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two registries, each of which stands for a JVM, on a cluster of three masters. Each
 * test uses names that are spread over all of them.
 */
@Timeout(180)
class RedisClusterTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int NAMES = 6;

	private static final int ITEMS = 20;

	private static RedisCluster cluster;

	private static RedisServer replica;

	private static LettuceConnectionFactory factory;

	private static LettuceConnectionFactory otherFactory;

	private final TestThreads threads = new TestThreads();

	private final RedisSettings settings = new RedisSettings(TestRedis.settings().namespace(), PATIENCE);

	private final DefaultSyncRegistry one = RedisSyncRegistry.create(factory, this.settings);

	private final DefaultSyncRegistry other = RedisSyncRegistry.create(otherFactory, this.settings);

	@BeforeAll
	static void start() {
		cluster = RedisCluster.start(RedisServer.DURABLE);
		replica = cluster.addReplica(cluster.nodes().get(1));
		factory = TestRedis.factory(cluster);
		otherFactory = TestRedis.factory(cluster);
	}

	@AfterAll
	static void stop() {
		factory.destroy();
		otherFactory.destroy();
		cluster.close();
	}

	@AfterEach
	void close() {
		this.threads.close();
		this.one.close();
		this.other.close();
	}

	/**
	 * Return names of a kind, two on each node, those on the first node first.
	 */
	private List<String> names(SyncKind kind) {
		return IntStream.range(0, NAMES / 2)
			.boxed()
			.flatMap((node) -> IntStream.iterate(0, (i) -> i + 1)
				.mapToObj((i) -> "n" + i)
				.filter((name) -> cluster
					.nodeOf(Keys.text(new Keys(this.settings.namespace(), kind, name).definition())) == node)
				.limit(2))
			.toList();
	}

	/**
	 * Return what a thread returns that may have to find its way to another node first.
	 */
	private static <T> T result(Task<T> task) {
		TestThreads.eventually().atMost(PATIENCE).until(() -> !task.isRunning());
		return task.result();
	}

	@Test
	@DisplayName("Counters work whatever node they are on, also after they were removed")
	void counters() {
		for (String name : names(SyncKind.ATOMIC)) {
			SyncAtomic atomic = this.one.atomic(name, 5);
			assertThat(this.threads.startTogether(8, "adder", (i) -> atomic::add).stream().map(Task::result))
				.containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
			assertThat(this.other.atomic(name).compareAndSet(13, 1)).isTrue();
			assertThat(this.one.remove(SyncKind.ATOMIC, name)).isTrue();
			assertThat(this.one.atomic(name).get()).isZero();
		}
	}

	@Test
	@DisplayName("Putters and getters of two JVMs wake each other, and close wakes all of them")
	void queues() throws InterruptedException {
		for (String name : names(SyncKind.QUEUE)) {
			SyncQueue<String> queue = this.one.queue(name, String.class, 1);
			SyncQueue<String> same = this.other.queue(name, String.class);
			queue.put("a");
			assertThat(same.offer("full")).isFalse();
			Task<Void> putter = this.threads.run("putter", () -> queue.put("b"));
			Waiters.awaitBlocked(this.one, name, 0, 1);
			assertThat(same.get()).isEqualTo("a");
			putter.result();
			assertThat(same.get()).isEqualTo("b");
			Task<String> getter = this.threads.start("getter", same::get);
			Waiters.awaitBlocked(this.other, name, 1, 0);
			queue.put("c");
			assertThat(getter.result()).isEqualTo("c");
			List<Task<String>> getters = List.of(this.threads.start("getter", queue::get),
					this.threads.start("getter", same::get));
			Waiters.awaitBlocked(this.one, name, 1, 0);
			Waiters.awaitBlocked(this.other, name, 1, 0);
			assertThat(queue.close()).isTrue();
			assertThat(getters).allSatisfy((closed) -> assertThat(closed.result()).isNull());
		}
		assertThat(wakeUps(this.one)).isPositive();
		assertThat(wakeUps(this.other)).isPositive();
	}

	private static long wakeUps(DefaultSyncRegistry registry) {
		return registry.engines().stream().mapToLong((engine) -> engine.figures().wakeUps()).sum();
	}

	@Test
	@DisplayName("Listeners of two JVMs share items, and what one of them lets go the other gets")
	void listeners() throws Exception {
		RedisSettings shortLease = this.settings.withLease(Duration.ofMillis(100));
		try (DefaultSyncRegistry dying = RedisSyncRegistry.create(factory, shortLease);
				ListeningJvm jvm = new ListeningJvm(factory, this.settings, (options) -> options.setConcurrency("4"));
				ListeningJvm otherJvm = new ListeningJvm(otherFactory, this.settings,
						(options) -> options.setConcurrency("4"))) {
			for (int i = 0; i < NAMES; i += 2) {
				String name = names(SyncKind.QUEUE).get(i);
				EngineQueue<Integer> queue = (EngineQueue<Integer>) dying.queue(name, Integer.class);
				queue.put(0);
				Lease<Integer> expiring = queue.leases().poll(PATIENCE);
				expiring.letExpire();
				Set<Integer> processed = ConcurrentHashMap.newKeySet();
				AtomicInteger calls = new AtomicInteger();
				for (ListeningJvm each : List.of(jvm, otherJvm)) {
					each.listeners.register(SyncListenerEndpoint.forItems(name, name, Integer.class, (item) -> {
						processed.add(item);
						calls.incrementAndGet();
					}));
				}
				for (int item = 1; item < ITEMS; item++) {
					queue.put(item);
				}
				TestThreads.eventually().until(() -> processed.size() == ITEMS);
				assertThat(expiring.done().get()).isFalse();
				assertThat(calls).hasValue(ITEMS);
			}
		}
	}

	@Test
	@DisplayName("Updates of two JVMs count once, and both are told of changes")
	void shareds() {
		for (String name : names(SyncKind.SHARED)) {
			List<Integer> seen = new CopyOnWriteArrayList<>();
			SyncShared<Integer> shared = this.one.shared(name, 0);
			SyncShared<Integer> same = this.other.shared(name, 0);
			same.onChange(seen::add);
			this.threads.startTogether(4, "updater", (i) -> () -> {
				for (int j = 0; j < 5; j++) {
					((i % 2 == 0) ? shared : same).update((value) -> value + 1);
				}
				return null;
			}).forEach(Task::result);
			assertThat(shared.get()).isEqualTo(20);
			TestThreads.eventually().until(() -> seen.contains(20));
			assertThat(seen).isSorted().doesNotHaveDuplicates();
		}
	}

	@Test
	@DisplayName("Waiters of another JVM are released by the last task, and by a removal")
	void waitGroups() throws InterruptedException {
		for (String name : names(SyncKind.WAIT_GROUP)) {
			SyncWaitGroup group = this.one.waitGroup(name);
			group.add(2);
			Task<Void> waiter = this.threads.run("waiter", this.other.waitGroup(name)::await);
			Waiters.awaitWaiters(this.other, name, 1);
			group.done();
			assertThat(group.await(Duration.ZERO)).isFalse();
			group.done();
			waiter.result();
		}
		String removed = names(SyncKind.WAIT_GROUP).get(0);
		this.one.waitGroup(removed).add();
		SyncWaitGroup stale = this.other.waitGroup(removed);
		this.one.remove(SyncKind.WAIT_GROUP, removed);
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(stale::count);
	}

	@Test
	@DisplayName("While a node is away and the cluster down, callers wait; when it is back, all has happened once")
	void deadNode() {
		RedisServer node = cluster.nodes().get(2);
		List<SyncAtomic> atomics = names(SyncKind.ATOMIC).stream().map(this.one::atomic).toList();
		Waiting waiting = new Waiting(NAMES - 1);
		node.kill();
		// For the part that is on the node nobody answers now, and soon nobody at all.
		Task<Long> early = this.threads.start("early", atomics.get(NAMES - 1)::add);
		List<Task<Long>> late = new ArrayList<>();
		cluster.lookForDeadNode(node, () -> {
			atomics.forEach((atomic) -> late.add(this.threads.start("late", atomic::add)));
			late.forEach(Task::awaitBlocked);
		});
		late.subList(0, NAMES - 1).forEach((adder) -> assertThat(result(adder)).isOne());
		assertThat(List.of(result(early), result(late.get(NAMES - 1)))).containsExactlyInAnyOrder(1L, 2L);
		waiting.release();
	}

	@Test
	@DisplayName("When a replica has taken over, callers and waiters go on with it")
	void failover() {
		RedisServer master = cluster.nodes().get(1);
		SyncAtomic atomic = this.one.atomic(names(SyncKind.ATOMIC).get(2), 5);
		SyncShared<String> shared = this.other.shared(names(SyncKind.SHARED).get(2), "initial");
		Waiting waiting = new Waiting(2);
		assertThat(atomic.add()).isEqualTo(6);
		shared.set("set");
		TestThreads.eventually().until(() -> offset(replica).equals(offset(master)));
		master.kill();
		Task<Long> adder = this.threads.start("adder", atomic::add);
		cluster.lookForDeadMaster(master, replica);
		assertThat(result(adder)).isEqualTo(7);
		assertThat(shared.get()).isEqualTo("set");
		waiting.release();
		master.restart();
	}

	private static String offset(RedisServer node) {
		return ((String) node.run("INFO", "replication")).lines()
			.filter((line) -> line.startsWith("master_repl_offset:"))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Somebody who waits for an item, and somebody who waits for a task.
	 */
	private final class Waiting {

		private final String queue;

		private final String group;

		private final Task<String> getter;

		private final Task<Void> waiter;

		Waiting(int number) {
			RedisClusterTests tests = RedisClusterTests.this;
			this.queue = names(SyncKind.QUEUE).get(number);
			this.group = names(SyncKind.WAIT_GROUP).get(number);
			tests.one.waitGroup(this.group).add();
			this.getter = tests.threads.start("getter", tests.other.<String>queue(this.queue)::get);
			this.waiter = tests.threads.run("waiter", tests.other.waitGroup(this.group)::await);
			Waiters.awaitBlocked(tests.other, this.queue, 1, 0);
			Waiters.awaitWaiters(tests.other, this.group, 1);
		}

		void release() {
			RedisClusterTests.this.one.<String>queue(this.queue).add("a");
			RedisClusterTests.this.one.waitGroup(this.group).done();
			assertThat(result(this.getter)).isEqualTo("a");
			result(this.waiter);
		}

	}

}
