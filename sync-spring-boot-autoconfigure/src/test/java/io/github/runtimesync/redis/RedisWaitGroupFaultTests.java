/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncStateLostException;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of a wait group when something goes wrong with Redis.
 */
@Timeout(60)
class RedisWaitGroupFaultTests {

	private static final int WORKERS = 8;

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("Counts are exact and every round releases its waiters while everything goes wrong in turn")
	void exactlyOnce() {
		try (Faults faults = Faults.durable()) {
			countDuring(faults, (rounds) -> faults.inTurn(rounds, 2));
			assertThat(faults.proxy().dropped()).isPositive();
		}
	}

	@Test
	@DisplayName("Counts are exact and every round releases its waiters in storms that kill connections and subscriptions")
	void storms() {
		try (Faults faults = Faults.durable()) {
			countDuring(faults, (rounds) -> faults.storm(rounds, 1));
		}
	}

	/**
	 * Let workers of two JVMs end one round after the other until the faults are over.
	 * @param fault lets things go wrong, given what counts the rounds
	 */
	private void countDuring(Faults faults, Consumer<AtomicInteger> fault) {
		AtomicInteger rounds = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		Task<Void> main = this.threads.run("main", () -> {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.other().waitGroup("w");
			while (!over.get()) {
				group.add(WORKERS);
				List<Task<Void>> workers = IntStream.range(0, WORKERS)
					.mapToObj((i) -> this.threads.run("worker", ((i % 2 == 0) ? group : same)::done))
					.toList();
				Stream.of(group, same)
					.map((waiting) -> this.threads.run("waiter", waiting::await))
					.toList()
					.forEach(Task::result);
				workers.forEach(Task::result);
				assertThat(same.count()).isZero();
				rounds.incrementAndGet();
			}
		});
		fault.accept(rounds);
		over.set(true);
		main.result();
	}

	@Test
	@DisplayName("A done whose reply got lost counts once, and a last one releases the waiters of all JVMs")
	void lostReply() {
		try (Faults faults = Faults.durable()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			group.add(2);
			List<Task<Void>> waiters = List.of(this.threads.run("waiter", group::await),
					this.threads.run("other waiter", faults.other().waitGroup("w")::await));
			Waiters.awaitWaiters(faults.one(), "w", 1);
			Waiters.awaitWaiters(faults.other(), "w", 1);
			faults.loseReplyTo("-1");
			group.done();
			assertThat(faults.proxy().dropped()).isOne();
			assertThat(group.count()).isOne();
			faults.loseReplyTo("-1");
			group.done();
			assertThat(faults.proxy().dropped()).isEqualTo(2);
			waiters.forEach(Task::result);
			assertThat(group.count()).isZero();
		}
	}

	@Test
	@DisplayName("Waiters outlast a server that is killed and comes back with its append-only file")
	void restartedWithItsFile() {
		try (Faults faults = Faults.durable()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			group.add();
			Task<Void> waiter = this.threads.run("waiter", faults.other().waitGroup("w")::await);
			Waiters.awaitWaiters(faults.other(), "w", 1);
			faults.restart();
			assertThat(group.count()).isOne();
			waiter.awaitBlocked();
			group.done();
			waiter.result();
		}
	}

	@Test
	@DisplayName("When Redis comes back empty every waiter is told that the count is lost, and nobody that it is zero")
	void restartedEmpty() {
		try (Faults faults = Faults.forgetful()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.other().waitGroup("w");
			group.add(2);
			List<Task<Void>> waiters = Stream.of(group, group, same)
				.map((waiting) -> this.threads.run("waiter", waiting::await))
				.toList();
			Task<Boolean> timed = this.threads.start("timed", () -> same.await(Duration.ofHours(1)));
			CompletableFuture<Void> future = group.whenZero();
			Waiters.awaitWaiters(faults.one(), "w", 3);
			Waiters.awaitWaiters(faults.other(), "w", 2);
			faults.restart();
			assertThat(waiters)
				.allSatisfy((waiter) -> assertThat(waiter.failure()).isInstanceOf(SyncStateLostException.class)
					.hasMessageContaining("wait group \"w\""));
			assertThat(timed.failure()).isInstanceOf(SyncStateLostException.class);
			TestThreads.eventually().until(future::isCompletedExceptionally);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
				.withCauseInstanceOf(SyncStateLostException.class);
			// Told once, each handle goes on from zero.
			group.add();
			assertThat(same.count()).isOne();
			same.done();
			assertThat(group.count()).isZero();
		}
	}

	@Test
	@DisplayName("Whoever counts first after the loss is told, in each JVM once")
	void lossToldToThoseWhoCount() {
		try (Faults faults = Faults.forgetful()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.other().waitGroup("w");
			group.add(2);
			faults.restart();
			assertThatExceptionOfType(SyncStateLostException.class).isThrownBy(group::done);
			assertThatExceptionOfType(SyncStateLostException.class).isThrownBy(same::count);
			assertThat(group.count()).isZero();
			same.add();
			assertThat(group.count()).isOne();
		}
	}

	@Test
	@DisplayName("In a partition counting is refused in time, waiting goes on, and time limits hold")
	void partition() throws InterruptedException {
		try (Faults faults = Faults.impatient()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			group.add();
			Task<Void> waiter = this.threads.run("waiter", group::await);
			Waiters.awaitWaiters(faults.one(), "w", 1);
			faults.proxy().refuse();
			Task<Void> adder = this.threads.run("adder", group::add);
			Task<Boolean> looker = this.threads.start("looker", () -> group.await(Duration.ZERO));
			Task<Void> late = this.threads.run("late", group::await);
			Task<Boolean> timed = this.threads.start("timed", () -> group.await(Duration.ofMillis(20)));
			Task<Void> interrupted = this.threads.run("interrupted", group::await);
			interrupted.awaitBlocked().thread().interrupt();
			assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
			assertThat(timed.result()).isFalse();
			assertThat(adder.failure()).isInstanceOf(SyncUnavailableException.class)
				.hasMessageContaining("wait group \"w\"");
			assertThat(looker.failure()).isInstanceOf(SyncUnavailableException.class);
			waiter.awaitBlocked();
			late.awaitBlocked();
			faults.proxy().admit();
			Waiters.awaitWaiters(faults.one(), "w", 2);
			TestThreads.eventually().ignoreExceptions().until(() -> {
				group.add((int) -group.count());
				return group.count() == 0;
			});
			waiter.result();
			late.result();
		}
	}

	@Test
	@DisplayName("A round that ends while a partition lasts releases its waiters afterwards, although the next has begun")
	void otherSideOfPartition() {
		try (Faults faults = Faults.durable()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.direct().waitGroup("w");
			group.add();
			Task<Void> early = this.threads.run("early", group::await);
			Waiters.awaitWaiters(faults.one(), "w", 1);
			faults.proxy().refuse();
			Task<Void> late = this.threads.run("late", group::await);
			same.done();
			same.add();
			early.awaitBlocked();
			late.awaitBlocked();
			faults.proxy().admit();
			early.result();
			same.done();
			late.result();
			assertThat(group.count()).isZero();
		}
	}

	@Test
	@DisplayName("A task that ends in a partition is counted when the partition ends")
	void taskEndsInAPartition() throws InterruptedException {
		try (Faults faults = Faults.impatient()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.other().waitGroup("w");
			CountDownLatch goOn = new CountDownLatch(1);
			group.go((task) -> this.threads.run("task", task::run), () -> {
				try {
					goOn.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			});
			faults.proxy().refuse();
			goOn.countDown();
			this.threads.joinAll();
			faults.proxy().admit();
			assertThat(same.await(Duration.ofSeconds(20))).isTrue();
		}
	}

	@Test
	@DisplayName("A task that could not be counted in time leaves no count behind")
	void taskBeginsInAPartition() {
		try (Faults faults = Faults.impatient()) {
			SyncWaitGroup group = faults.one().waitGroup("w");
			SyncWaitGroup same = faults.other().waitGroup("w");
			group.add();
			AtomicBoolean ran = new AtomicBoolean();
			faults.server().freeze();
			Task<Void> starter = this.threads.run("starter", () -> group.go(Runnable::run, () -> ran.set(true)));
			assertThat(starter.failure()).isInstanceOf(SyncUnavailableException.class);
			faults.server().thaw();
			TestThreads.eventually().ignoreExceptions().until(() -> group.count() == 1);
			assertThat(ran).isFalse();
			group.done();
			TestThreads.eventually().until(() -> same.count() == 0);
		}
	}

}
