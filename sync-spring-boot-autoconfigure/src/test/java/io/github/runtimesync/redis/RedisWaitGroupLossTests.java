/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncStateLostException;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Wait groups of which Redis has lost the latest rounds, as after a failover to a replica
 * that was behind, or everything, or of which it does not say anything any more.
 */
@Timeout(60)
class RedisWaitGroupLossTests {

	private static final Duration MOMENT = Duration.ofMillis(20);

	private final TestThreads threads = new TestThreads();

	private final RedisSettings settings = TestRedis.settings();

	private final String definition = Keys
		.text(new Keys(this.settings.namespace(), SyncKind.WAIT_GROUP, "w").definition());

	private final DefaultSyncRegistry registry = RedisSyncRegistry.create(TestRedis.factory(), this.settings);

	private final SyncWaitGroup group = this.registry.waitGroup("w");

	@AfterEach
	void close() {
		this.threads.close();
		this.registry.close();
	}

	private void finishRounds(int rounds) throws InterruptedException {
		for (int i = 0; i < rounds; i++) {
			this.group.add();
			this.group.done();
			this.group.await();
		}
	}

	private void goBackTo(int round, int count) {
		TestRedis.server().run("HSET", this.definition, "r", Integer.toString(round), "v", Integer.toString(count));
	}

	@Test
	@DisplayName("When Redis goes back to an earlier round nobody takes what is counted there for done")
	void goesBack() throws InterruptedException {
		finishRounds(5);
		goBackTo(2, 1);
		assertThat(this.group.await(MOMENT)).isFalse();
		assertThat(this.group.await(MOMENT)).isFalse();
		this.group.done();
		this.group.await();
	}

	@Test
	@DisplayName("Whoever waits for a round that Redis has forgotten is told so")
	void forgotten() throws InterruptedException {
		finishRounds(5);
		this.group.add();
		Task<Void> waiter = this.threads.run("waiter", this.group::await);
		Waiters.awaitWaiters(this.registry, "w", 1);
		goBackTo(3, 1);
		this.group.done();
		assertThat(waiter.failure()).isInstanceOf(SyncStateLostException.class);
		this.group.await();
	}

	@Test
	@DisplayName("The end of a task that Redis has forgotten is not counted among those that came after")
	void forgottenTask() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			CountDownLatch over = new CountDownLatch(1);
			this.group.go(executor, () -> passes(over));
			TestRedis.server().run("DEL", this.definition);
			assertThatExceptionOfType(SyncStateLostException.class).isThrownBy(this.group::count);
			this.group.add();
			over.countDown();
			// The task is counted down, or not, before the thread takes another one.
			Future<?> next = executor.submit(() -> {
			});
			next.get();
			assertThat(this.group.count()).isEqualTo(1);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void passes(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	@DisplayName("Nobody waits for a frozen server once the registry is closed, whoever comes before or afterwards")
	void frozen() {
		try (Faults faults = Faults.durable()) {
			SyncWaitGroup frozen = faults.one().waitGroup("w");
			frozen.add();
			faults.server().freeze();
			try {
				Task<Void> before = this.threads.run("before", frozen::await).awaitBlocked();
				faults.one().close();
				Task<Void> afterwards = this.threads.run("afterwards", frozen::await);
				assertThat(before.failure()).isInstanceOf(SyncClosedException.class);
				assertThat(afterwards.failure()).isInstanceOf(SyncClosedException.class);
			}
			finally {
				faults.server().thaw();
			}
		}
	}

}
