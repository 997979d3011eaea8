/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A Redis that has no memory left and evicts nothing. What needs none goes on, whatever
 * else is refused as a whole, by an exception that tells what to do.
 */
@Timeout(60)
class RedisMemoryTests {

	private static Faults faults;

	private final TestThreads threads = new TestThreads();

	@BeforeAll
	static void start() {
		faults = Faults.forgetful();
	}

	@AfterAll
	static void stop() {
		faults.close();
	}

	@AfterEach
	void close() {
		free();
		this.threads.close();
	}

	private static void exhaust() {
		faults.server().run("CONFIG", "SET", "maxmemory", "1");
	}

	private static void free() {
		faults.server().run("CONFIG", "SET", "maxmemory", "0");
	}

	private static void assertRefused(String subject, ThrowingCallable call) {
		assertThatExceptionOfType(SyncException.class).isThrownBy(call)
			.withMessage(subject
					+ ": Redis has no memory left (OOM), so nothing was changed. Remove what is not needed there, or raise its maxmemory")
			.isExactlyInstanceOf(SyncException.class);
	}

	@Test
	@DisplayName("A counter can be read, and is not changed")
	void counter() {
		SyncAtomic atomic = faults.one().atomic("a", 5);
		exhaust();
		assertRefused("atomic \"a\"", atomic::add);
		assertRefused("atomic \"a\"", () -> atomic.set(1));
		assertRefused("atomic \"a\"", () -> atomic.compareAndSet(5, 6));
		assertRefused("atomic \"a\"", () -> atomic.update((value) -> value + 1));
		assertThat(atomic.compareAndSet(4, 6)).isFalse();
		assertThat(faults.other().atomic("a").get()).isEqualTo(5);
		free();
		assertThat(atomic.add()).isEqualTo(6);
	}

	@Test
	@DisplayName("Whoever reads a counter or a variable is not refused because of others whose changes share the command")
	void sharedCommands() {
		SyncAtomic atomic = faults.one().atomic("b", 5);
		SyncShared<String> shared = faults.one().shared("b", "kept");
		exhaust();
		this.threads.startTogether(16, "caller", (i) -> () -> {
			for (int j = 0; j < 100; j++) {
				if (i % 2 == 0) {
					assertThat(atomic.get()).isEqualTo(5);
					assertThat(shared.get()).isEqualTo("kept");
				}
				else {
					assertRefused("atomic \"b\"", atomic::add);
					assertRefused("shared variable \"b\"", () -> shared.set("lost"));
				}
			}
			return null;
		}).forEach(Task::result);
		assertThat(shared.version()).isZero();
	}

	@Test
	@DisplayName("A refusal whose reply got lost stays one, although there is memory again when it is sent once more")
	void lostRefusal() {
		SyncAtomic atomic = faults.one().atomic("c");
		SyncShared<String> shared = faults.one().shared("c", "kept");
		SyncWaitGroup group = faults.one().waitGroup("c");
		// The reply that gets lost must not be the one that asks for the text of a
		// script.
		assertThat(atomic.get() + shared.version() + group.count()).isZero();
		List<Runnable> changes = List.of(atomic::add, () -> shared.set("lost"), group::add);
		for (Runnable change : changes) {
			int dropped = faults.proxy().dropped();
			exhaust();
			faults.server().freeze();
			Task<Void> caller = this.threads.run("caller", change::run);
			caller.awaitBlocked();
			faults.loseReply();
			faults.server().thaw();
			TestThreads.eventually().until(() -> faults.proxy().dropped() > dropped);
			free();
			assertThat(caller.failure()).isExactlyInstanceOf(SyncException.class);
		}
		assertThat(atomic.get()).isZero();
		assertThat(shared.version()).isZero();
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("A shared variable can be read and listened to, and is not changed")
	void shared() {
		SyncShared<String> shared = faults.one().shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		exhaust();
		faults.other().<String>shared("s", "a").onChange(seen::add);
		assertRefused("shared variable \"s\"", () -> shared.set("b"));
		assertRefused("shared variable \"s\"", () -> shared.update((value) -> value + "b"));
		assertRefused("shared variable \"s\"", () -> shared.compareAndSet("a", "b"));
		assertThat(shared.compareAndSet("x", "b")).isFalse();
		assertThat(shared.get()).isEqualTo("a");
		assertThat(shared.version()).isZero();
		free();
		shared.set("c");
		TestThreads.eventually().until(() -> seen.equals(List.of("c")));
	}

	@Test
	@DisplayName("Tasks of a wait group can end and release their waiters, and none can be added")
	void waitGroup() throws InterruptedException {
		SyncWaitGroup group = faults.one().waitGroup("w");
		group.add(3);
		exhaust();
		Task<Void> waiter = this.threads.run("waiter", faults.other().waitGroup("w")::await);
		AtomicBoolean ran = new AtomicBoolean();
		assertRefused("wait group \"w\"", group::add);
		assertRefused("wait group \"w\"", () -> group.go(Runnable::run, () -> ran.set(true)));
		assertThat(ran).isFalse();
		assertThat(group.count()).isEqualTo(3);
		group.done();
		// Together with others that are refused.
		this.threads.startTogether(8, "caller", (i) -> () -> {
			if (i < 2) {
				group.done();
			}
			else {
				assertRefused("wait group \"w\"", group::add);
			}
			return null;
		}).forEach(Task::result);
		waiter.result();
		assertThat(group.await(Duration.ZERO)).isTrue();
		free();
		group.add();
		assertThat(faults.other().waitGroup("w").count()).isOne();
	}

	@Test
	@DisplayName("Items are leased, prolonged, done with, given back and redelivered; a full queue is full")
	void leases() throws InterruptedException, ExecutionException {
		RedisSettings settings = new RedisSettings("faults", RedisSettings.DEFAULT_TIMEOUT);
		try (DefaultSyncRegistry third = RedisSyncRegistry.create(faults.factory(),
				settings.withLease(Duration.ofSeconds(9)));
				DefaultSyncRegistry fourth = RedisSyncRegistry.create(faults.factory(),
						settings.withLease(Duration.ofSeconds(1)))) {
			EngineQueue<String> queue = (EngineQueue<String>) third.queue("q", String.class, 3);
			Leases<String> leases = queue.leases();
			Leases<String> shortLeases = ((EngineQueue<String>) fourth.queue("q", String.class)).leases();
			for (String item : List.of("expired", "done", "returned")) {
				queue.put(item);
			}
			exhaust();
			assertThat(queue.offer("one too many")).isFalse();
			Lease<String> expired = shortLeases.poll();
			expired.letExpire();
			Lease<String> done = leases.poll();
			Lease<String> returned = leases.poll();
			Collection<Long> deadlines = TestRedis.leases(faults.server(), settings, "q").values();
			assertRefused("queue \"q\"", () -> queue.put("d"));
			Lease<String> again = leases.poll(Duration.ofSeconds(20));
			assertThat(again.item()).isEqualTo("expired");
			assertThat(again.deliveries()).isEqualTo(2);
			assertThat(expired.done().get()).isFalse();
			again.done();
			long latest = Collections.max(deadlines);
			TestThreads.eventually()
				.untilAsserted(() -> assertThat(TestRedis.leases(faults.server(), settings, "q").values()).hasSize(2)
					.allMatch((deadline) -> deadline > latest));
			assertThat(done.done().get()).isTrue();
			returned.giveBack();
			assertThat(leases.poll(Duration.ofSeconds(20)).item()).isEqualTo("returned");
		}
	}

	@Test
	@DisplayName("What does not exist yet is not created, also not halfway; what exists can be removed")
	void creation() {
		SyncQueue<String> queue = faults.one().queue("removed");
		queue.add("a");
		exhaust();
		assertRefused("atomic \"new\"", () -> faults.one().atomic("new", 7));
		assertRefused("shared variable \"new\"", () -> faults.one().shared("new", "first"));
		assertRefused("wait group \"new\"", () -> faults.one().waitGroup("new"));
		assertRefused("queue \"new\"", () -> faults.one().queue("new", 3));
		assertThat(faults.one().remove(SyncKind.QUEUE, "removed")).isTrue();
		free();
		assertThat(faults.other().atomic("new", 8).get()).isEqualTo(8);
		assertThat(faults.other().shared("new", "second").get()).isEqualTo("second");
		assertThat(faults.other().waitGroup("new").count()).isZero();
		assertThat(faults.other().queue("new", 4).maxSize()).isEqualTo(4);
		assertThat(faults.other().<String>queue("removed").poll()).isNull();
	}

	@Test
	@DisplayName("Whoever waits for an item is noted down although there is no memory left for that")
	void waiting() {
		SyncQueue<String> queue = faults.one().queue("waiting");
		exhaust();
		Task<String> getter = this.threads.start("getter", queue::get);
		TestThreads.eventually()
			.until(() -> faults.server().run("ZCARD", "sync:1:{faults:queues:waiting}:wi").equals(1L));
		free();
		queue.add("a");
		assertThat(getter.result()).isEqualTo("a");
	}

}
