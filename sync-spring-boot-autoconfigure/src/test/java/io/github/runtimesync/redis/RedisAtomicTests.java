/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisAtomic}. Two registries with the same settings stand for two
 * JVMs.
 */
@Timeout(60)
class RedisAtomicTests extends TwoJvms {

	/** Long enough for the first connection on a busy machine. */
	private static final Duration SHORT = Duration.ofSeconds(3);

	@Test
	@DisplayName("Two JVMs share the counter of a name, and the initial value of the first wins")
	void shared() {
		SyncAtomic atomic = this.one.atomic("a", 5);
		SyncAtomic same = this.other.atomic("a", 7);
		assertThat(same.get()).isEqualTo(5);
		assertThat(atomic.add(2)).isEqualTo(7);
		assertThat(same.add()).isEqualTo(8);
		assertThat(atomic.compareAndSet(8, 9)).isTrue();
		assertThat(same.getAndSet(1)).isEqualTo(9);
		assertThat(atomic.get()).isEqualTo(1);
	}

	@Test
	@DisplayName("Exactly one initial value wins a race of JVMs")
	void oneInitialWins() {
		for (int round = 0; round < 20; round++) {
			String name = "a" + round;
			List<Task<Long>> racers = this.threads.startTogether(4, "racer",
					(i) -> () -> ((i % 2 == 0) ? this.one : this.other).atomic(name, i + 1).get());
			assertThat(racers.stream().map(Task::result).distinct()).hasSize(1)
				.first()
				.isIn(LongStream.rangeClosed(1, 4).boxed().toArray());
		}
	}

	@Test
	@DisplayName("Threads of two JVMs that add at the same time get distinct values")
	void distinctAcrossJvms() {
		int adds = 500;
		List<Task<long[]>> adders = this.threads.startTogether(16, "adder", (i) -> () -> {
			SyncAtomic atomic = ((i % 2 == 0) ? this.one : this.other).atomic("a");
			return IntStream.range(0, adds).mapToLong((j) -> atomic.add()).toArray();
		});
		long[] values = adders.stream().map(Task::result).flatMapToLong(LongStream::of).sorted().toArray();
		assertThat(values).isEqualTo(LongStream.rangeClosed(1, 16L * adds).toArray());
	}

	@Test
	@DisplayName("Of concurrent adds near the end of the range exactly those that fit succeed")
	void overflowInABatch() {
		long room = 100;
		SyncAtomic atomic = this.one.atomic("a", Long.MAX_VALUE - room);
		AtomicInteger refused = new AtomicInteger();
		List<Task<List<Long>>> adders = this.threads.startTogether(32, "adder",
				(i) -> () -> IntStream.range(0, 10).mapToObj((j) -> {
					try {
						return atomic.add();
					}
					catch (ArithmeticException ex) {
						assertThat(ex).hasMessageContaining("atomic \"a\"");
						refused.incrementAndGet();
						return null;
					}
				}).filter((value) -> value != null).toList());
		long[] values = adders.stream()
			.map(Task::result)
			.flatMap(List::stream)
			.mapToLong(Long::longValue)
			.sorted()
			.toArray();
		assertThat(values).isEqualTo(LongStream.rangeClosed(Long.MAX_VALUE - room + 1, Long.MAX_VALUE).toArray());
		assertThat(refused).hasValue(320 - (int) room);
		assertThat(atomic.get()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	@DisplayName("An interrupted caller gets its exact value and stays interrupted")
	void interruptedCaller() {
		SyncAtomic atomic = this.one.atomic("a");
		for (int i = 1; i <= 20; i++) {
			Thread.currentThread().interrupt();
			assertThat(atomic.add()).isEqualTo(i);
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	@DisplayName("A counter removed by another JVM is closed, and the next request creates a new one")
	void removedElsewhere() {
		SyncAtomic atomic = this.one.atomic("a", 5);
		SyncAtomic same = this.other.atomic("a");
		assertThat(this.one.remove(SyncKind.ATOMIC, "a")).isTrue();
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(atomic::add)
			.withMessageContaining("atomic \"a\"");
		assertThat(this.one.atomic("a", 10).add()).isEqualTo(11);
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(same::add);
		TestThreads.eventually().until(() -> this.other.count(SyncKind.ATOMIC) == 0);
		assertThat(this.other.atomic("a").get()).isEqualTo(11);
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(same::get);
	}

	@Test
	@DisplayName("Closing a registry leaves the counter to the other JVMs")
	void closingChangesNothing() {
		this.one.atomic("a").add(3);
		this.one.close();
		assertThat(this.other.atomic("a").get()).isEqualTo(3);
		assertThat(this.one.isClosed()).isTrue();
	}

	@Test
	@DisplayName("A snapshot shows the value that another JVM has set a moment ago")
	void snapshot() {
		this.one.atomic("a", 5);
		assertThat(value(this.one)).isEqualTo(5);
		this.other.atomic("a").add();
		TestThreads.eventually().until(() -> value(this.one) == 6);
		this.one.atomic("a").add();
		assertThat(value(this.one)).isEqualTo(7);
	}

	private static long value(SyncRegistry registry) {
		return ((AtomicSnapshot) registry.snapshot(SyncKind.ATOMIC, "a").orElseThrow()).value();
	}

	@Test
	@DisplayName("Names that look like keys, tags or each other's escapes stay apart")
	void hostileNames() {
		List<String> names = List.of("a", "a}", "{a", "{a}", "a:b", "a%3Ab", "%7Ba%7D", "}:m", "a}:m", "ä", "a b", "*");
		names.forEach((name) -> this.one.atomic(name, names.indexOf(name)));
		names.forEach((name) -> assertThat(this.other.atomic(name).get()).isEqualTo(names.indexOf(name)));
	}

	@Test
	@DisplayName("What Redis refuses is told at once, with its reason")
	void refusedByRedis() {
		SyncAtomic atomic = this.one.atomic("a");
		String key = "sync:1:{" + this.settings.namespace() + ":atomics:a}:m";
		TestRedis.server().run("HSET", key, "v", "nonsense");
		assertThatExceptionOfType(SyncException.class).isThrownBy(atomic::add)
			.isNotInstanceOf(SyncUnavailableException.class)
			.withMessageContainingAll("atomic \"a\"", "not an integer");
		assertThatExceptionOfType(SyncException.class).isThrownBy(atomic::get).withMessageContaining("atomic \"a\"");
	}

	@Test
	@DisplayName("While Redis is away a caller is told in time, and afterwards the counter works on")
	void redisAway() {
		try (RedisServer server = RedisServer.start();
				ReplyDroppingProxy proxy = new ReplyDroppingProxy(server.port())) {
			LettuceConnectionFactory factory = TestRedis.factory(proxy.port());
			try (DefaultSyncRegistry registry = RedisSyncRegistry.create(factory, new RedisSettings("away", SHORT))) {
				SyncAtomic atomic = registry.atomic("a", 1);
				proxy.refuse();
				Task<Long> adder = this.threads.start("adder", atomic::add);
				Task<SyncAtomic> creator = this.threads.start("creator", () -> registry.atomic("b"));
				assertThat(value(registry)).isEqualTo(1);
				assertThat(adder.failure()).isInstanceOf(SyncUnavailableException.class)
					.hasMessageContainingAll("atomic \"a\"", "may or may not");
				assertThat(creator.failure()).isInstanceOf(SyncUnavailableException.class);
				proxy.admit();
				TestThreads.eventually().ignoreExceptions().until(() -> atomic.get() > 0);
				assertThat(atomic.get()).isIn(1L, 2L);
			}
			finally {
				factory.destroy();
			}
		}
	}

	@Test
	@DisplayName("While the server is frozen what was not sent does not happen, and what was sent happens at most once")
	void frozenServer() {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory factory = TestRedis.factory(server.port());
			try (DefaultSyncRegistry registry = RedisSyncRegistry.create(factory, new RedisSettings("frozen", SHORT))) {
				SyncAtomic atomic = registry.atomic("a");
				server.freeze();
				Task<Long> sent = this.threads.start("sent", atomic::add);
				sent.awaitBlocked();
				Task<Long> queued = this.threads.start("queued", () -> atomic.add(100));
				assertThat(sent.failure()).hasMessageContaining("may or may not have happened");
				assertThat(queued.failure()).isInstanceOf(SyncUnavailableException.class);
				server.thaw();
				TestThreads.eventually().ignoreExceptions().until(() -> atomic.get() >= 0);
				assertThat(atomic.get()).isIn(0L, 1L, 100L, 101L);
			}
			finally {
				factory.destroy();
			}
		}
	}

	@Test
	@DisplayName("When Redis comes back empty the counter of all JVMs starts again from its initial value")
	void restartedEmpty() {
		try (RedisServer server = RedisServer.start()) {
			LettuceConnectionFactory factory = TestRedis.factory(server.port());
			try (DefaultSyncRegistry first = RedisSyncRegistry.create(factory, RedisSettings.DEFAULT);
					DefaultSyncRegistry second = RedisSyncRegistry.create(factory, RedisSettings.DEFAULT)) {
				SyncAtomic atomic = first.atomic("a", 10);
				SyncAtomic same = second.atomic("a", 10);
				atomic.add(5);
				server.kill();
				server.restart();
				assertThat(same.add()).isEqualTo(11);
				assertThat(atomic.add()).isEqualTo(12);
			}
			finally {
				factory.destroy();
			}
		}
	}

}
