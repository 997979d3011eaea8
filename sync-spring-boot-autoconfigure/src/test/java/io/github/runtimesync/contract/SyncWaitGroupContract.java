/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What counting and waiting with a {@link SyncWaitGroup} promise.
 */
public abstract class SyncWaitGroupContract extends SyncContract {

	@Test
	@DisplayName("A new wait group is at zero; add and done change the count")
	void addAndDoneChangeTheCount() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(group.name()).isEqualTo("w");
		assertThat(group.count()).isZero();
		group.add();
		group.add(3);
		group.add(0);
		assertThat(group.count()).isEqualTo(4);
		group.done();
		group.add(-2);
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("A negative count is an IllegalStateException and leaves the count as it was")
	void negativeCountIsRefused() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThatIllegalStateException().isThrownBy(group::done).withMessageContaining("wait group \"w\"");
		assertThat(group.count()).isZero();
		group.add(2);
		assertThatIllegalStateException().isThrownBy(() -> group.add(-3)).withMessageContaining("wait group \"w\"");
		assertThatIllegalStateException().isThrownBy(() -> group.add(Integer.MIN_VALUE));
		assertThat(group.count()).isEqualTo(2);
		group.add(-2);
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("A refused change releases nobody")
	void refusedChangeReleasesNobody() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		Task<Void> waiter = this.threads.run("waiter", group::await);
		awaitWaiters(group, 1);
		assertThatIllegalStateException().isThrownBy(() -> group.add(-2));
		waiter.awaitBlocked();
		assertThat(snapshot(this.registry, group).waiters()).isEqualTo(1);
		group.done();
		waiter.result();
	}

	@Test
	@DisplayName("A count above Integer.MAX_VALUE is an IllegalStateException and leaves the count as it was")
	void hugeCountIsRefused() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add(Integer.MAX_VALUE);
		assertThatIllegalStateException().isThrownBy(group::add).withMessageContaining("wait group \"w\"");
		assertThatIllegalStateException().isThrownBy(() -> group.add(Integer.MAX_VALUE));
		assertThat(group.count()).isEqualTo(Integer.MAX_VALUE);
		group.add(-Integer.MAX_VALUE);
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("await at zero returns at once")
	void awaitAtZeroReturnsAtOnce() throws InterruptedException {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.await();
		assertThat(group.await(Duration.ZERO)).isTrue();
		assertThat(group.await(Duration.ofSeconds(-1))).isTrue();
		assertThat(group.await(Duration.ofHours(1))).isTrue();
		group.add();
		group.done();
		group.await();
		assertThat(group.await(Duration.ZERO)).isTrue();
	}

	@Test
	@DisplayName("Reaching zero releases every waiter, and not before")
	void zeroReleasesEveryWaiter() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add(2);
		List<Task<Void>> waiters = IntStream.range(0, 5)
			.mapToObj((i) -> this.threads.run("waiter-" + i, group::await))
			.toList();
		List<Task<Boolean>> timed = IntStream.range(0, 5)
			.mapToObj((i) -> this.threads.start("timed-" + i, () -> group.await(Duration.ofHours(1))))
			.toList();
		awaitWaiters(group, 10);
		group.done();
		waiters.forEach(Task::awaitBlocked);
		timed.forEach(Task::awaitBlocked);
		group.done();
		waiters.forEach(Task::result);
		assertThat(timed).allSatisfy((waiter) -> assertThat(waiter.result()).isTrue());
		awaitWaiters(group, 0);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0 })
	@DisplayName("await with a time of zero or less does not wait")
	void zeroTimeDoesNotWait(long nanos) throws InterruptedException {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		assertThat(group.await(Duration.ofNanos(nanos))).isFalse();
		assertThat(group.await(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("Timing out returns false, changes no count and leaves no waiter behind")
	void timingOutChangesNoCount() throws InterruptedException {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		assertThat(group.await(Duration.ofMillis(5))).isFalse();
		assertThat(group.count()).isEqualTo(1);
		assertThat(snapshot(this.registry, group).waiters()).isZero();
		group.done();
		assertThat(group.await(Duration.ZERO)).isTrue();
	}

	@Test
	@DisplayName("The longest time there is does not overflow")
	void longestTimeDoesNotOverflow() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		Task<Boolean> waiter = this.threads.start("waiter", () -> group.await(Duration.ofSeconds(Long.MAX_VALUE)));
		awaitWaiters(group, 1);
		waiter.awaitBlocked();
		group.done();
		assertThat(waiter.result()).isTrue();
	}

	@Test
	@DisplayName("Being interrupted throws InterruptedException, changes no count and leaves no waiter behind")
	void interruptChangesNoCount() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		List<Task<Void>> waiters = List.of(this.threads.run("waiter", group::await),
				this.threads.run("timed", () -> group.await(Duration.ofHours(1))));
		Task<Void> other = this.threads.run("other", group::await);
		awaitWaiters(group, 3);
		waiters.forEach((waiter) -> waiter.thread().interrupt());
		assertThat(waiters)
			.allSatisfy((waiter) -> assertThat(waiter.failure()).isInstanceOf(InterruptedException.class));
		assertThat(group.count()).isEqualTo(1);
		awaitWaiters(group, 1);
		group.done();
		other.result();
	}

	@Test
	@DisplayName("A thread that is interrupted already does not begin to wait")
	void interruptedThreadDoesNotWait() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		Task<Void> waiter = this.threads.run("waiter", () -> {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(group::await);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> group.await(Duration.ofHours(1)));
		});
		waiter.result();
		assertThat(group.count()).isEqualTo(1);
		assertThat(snapshot(this.registry, group).waiters()).isZero();
	}

	@Test
	@DisplayName("Waiters of a removed wait group are released with SyncClosedException, and its count stays")
	void removalReleasesWaiters() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		ClosedWaiters waiters = ClosedWaiters.start(this.threads, group);
		waiters.threads().forEach(Task::awaitBlocked);
		assertThat(this.registry.remove(SyncKind.WAIT_GROUP, "w")).isTrue();
		waiters.assertReleased("wait group \"w\"");
		ClosedWaiters.start(this.threads, group).assertReleased("wait group \"w\"");
	}

	@Test
	@DisplayName("Waiters are released with SyncClosedException when the registry closes")
	void closingTheRegistryReleasesWaiters() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		ClosedWaiters waiters = ClosedWaiters.start(this.threads, group);
		waiters.threads().forEach(Task::awaitBlocked);
		closeRegistry(this.registry);
		waiters.assertReleased("wait group \"w\"");
	}

	@Test
	@DisplayName("A blocked waiter holds no monitor")
	void waiterHoldsNoMonitor() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		List<Task<Void>> waiters = List.of(this.threads.run("waiter", group::await),
				this.threads.run("timed", () -> group.await(Duration.ofHours(1))));
		awaitWaiters(group, 2);
		waiters.forEach(Monitors::assertNoneHeld);
		group.done();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("1 000 virtual threads wait for one zero")
	void virtualThreads() throws Exception {
		SyncWaitGroup group = this.registry.waitGroup("w");
		SyncWaitGroup waiting = this.registry.waitGroup("waiting");
		ExecutorService executor = VirtualThreads.executor();
		try {
			group.add();
			for (int i = 0; i < rounds(1_000); i++) {
				waiting.go(executor, () -> assertThatNoException().isThrownBy(group::await));
			}
			awaitWaiters(group, rounds(1_000));
			group.done();
			assertThat(waiting.await(TestThreads.PATIENCE)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
	}

}
