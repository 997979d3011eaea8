/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RedisWaitGroup}. Two registries with the same settings stand for two
 * JVMs.
 */
@Timeout(60)
class RedisWaitGroupTests extends TwoJvms {

	private final SyncWaitGroup group = this.one.waitGroup("w");

	private final SyncWaitGroup same = this.other.waitGroup("w");

	private static WaitGroupSnapshot snapshot(SyncRegistry registry) {
		return (WaitGroupSnapshot) registry.snapshot(SyncKind.WAIT_GROUP, "w").orElseThrow();
	}

	@Test
	@DisplayName("Two JVMs share the count of a name")
	void shared() {
		this.group.add(2);
		this.same.add();
		assertThat(this.group.count()).isEqualTo(3);
		this.group.add(-3);
		assertThat(this.same.count()).isZero();
		assertThatIllegalStateException().isThrownBy(this.same::done).withMessageContaining("wait group \"w\"");
		assertThat(this.group.count()).isZero();
	}

	@Test
	@DisplayName("Zero releases every waiter of that round in all JVMs even if the count rises again at once")
	void zeroReleasesTheRoundEverywhere() {
		this.same.add();
		for (int round = 0; round < 10; round++) {
			List<Task<Void>> waiters = IntStream.range(0, 6)
				.mapToObj((i) -> this.threads.run("waiter-" + i, ((i % 2 == 0) ? this.group : this.same)::await))
				.toList();
			CompletableFuture<Void> future = this.other.waitGroup("w").whenZero();
			Waiters.awaitWaiters(this.one, "w", 3);
			Waiters.awaitWaiters(this.other, "w", 4);
			this.group.done();
			this.group.add();
			waiters.forEach(Task::result);
			assertThat(future).succeedsWithin(Duration.ofSeconds(20));
		}
		assertThat(this.same.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("Rounds that end in another JVM are told at once: their waiters' next looks would take minutes")
	void toldAtOnce() {
		for (int round = 0; round < 40; round++) {
			this.group.add();
			Task<Void> waiter = this.threads.run("waiter", this.same::await);
			Waiters.awaitWaiters(this.other, "w", 1);
			this.group.done();
			waiter.result();
		}
	}

	@Test
	@DisplayName("A message that was lost is made up for by the next look")
	void lostMessage() {
		this.group.add();
		Task<Void> waiter = this.threads.run("waiter", this.group::await);
		Waiters.awaitWaiters(this.one, "w", 1);
		// Ended without a word to anybody.
		TestRedis.server()
			.run("HSET", "sync:1:{" + this.settings.namespace() + ":wait-groups:w}:m", "v", "0", "r", "2");
		waiter.result();
	}

	@Test
	@DisplayName("Futures complete on a thread that may block")
	void futuresMayBlock() {
		this.group.add();
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<Thread> thread = new AtomicReference<>();
		CompletableFuture<Void> blocking = this.group.whenZero().thenRun(() -> {
			thread.set(Thread.currentThread());
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		Waiters.awaitWaiters(this.one, "w", 1);
		this.same.done();
		TestThreads.eventually().until(() -> thread.get() != null);
		// The connection goes on while the dependent action blocks.
		this.group.add();
		assertThat(this.group.count()).isOne();
		assertThat(blocking).isNotDone();
		release.countDown();
		assertThat(blocking).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	@DisplayName("Removal by another JVM releases the waiters, and the next request makes a new group")
	void removedElsewhere() {
		this.group.add();
		Task<Void> waiter = this.threads.run("waiter", this.same::await);
		CompletableFuture<Void> future = this.same.whenZero();
		Waiters.awaitWaiters(this.other, "w", 2);
		assertThat(this.one.remove(SyncKind.WAIT_GROUP, "w")).isTrue();
		assertThat(waiter.failure()).isInstanceOf(SyncClosedException.class).hasMessageContaining("wait group \"w\"");
		TestThreads.eventually().until(future::isCompletedExceptionally);
		TestThreads.eventually().until(() -> this.other.count(SyncKind.WAIT_GROUP) == 0);
		assertThat(this.other.waitGroup("w").count()).isZero();
	}

	@Test
	@DisplayName("Closing a registry releases its own waiters and changes no count")
	void closingChangesNothing() {
		this.group.add();
		Task<Void> waiter = this.threads.run("waiter", this.group::await);
		Task<Void> elsewhere = this.threads.run("elsewhere", this.same::await);
		Waiters.awaitWaiters(this.one, "w", 1);
		Waiters.awaitWaiters(this.other, "w", 1);
		this.one.close();
		assertThat(waiter.failure()).isInstanceOf(SyncClosedException.class);
		assertThat(this.same.count()).isOne();
		elsewhere.awaitBlocked();
		this.same.done();
		elsewhere.result();
	}

	@Test
	@DisplayName("A snapshot shows count and age as Redis has them")
	void snapshots() {
		assertThat(snapshot(this.one).roundAge()).isNull();
		this.group.add(3);
		TestThreads.eventually().until(() -> snapshot(this.other).count() == 3);
		WaitGroupSnapshot first = snapshot(this.other);
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(snapshot(this.other).roundAge()).isGreaterThan(first.roundAge()));
		this.group.add(-3);
		TestThreads.eventually().until(() -> snapshot(this.other).roundAge() == null);
	}

	@Test
	@DisplayName("Nobody is noted down as waiting when a round has ended")
	void leavesNothing() {
		this.group.add();
		Task<Void> waiter = this.threads.run("waiter", this.same::await);
		Waiters.awaitWaiters(this.other, "w", 1);
		this.group.done();
		waiter.result();
		assertThat(TestRedis.server().run("EXISTS", "sync:1:{" + this.settings.namespace() + ":wait-groups:w}:w"))
			.isEqualTo(0L);
	}

}
