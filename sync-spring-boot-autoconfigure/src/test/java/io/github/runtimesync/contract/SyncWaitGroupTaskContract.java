/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineWaitGroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What the tasks and the futures of a {@link SyncWaitGroup} promise.
 */
public abstract class SyncWaitGroupTaskContract extends SyncContract {

	@Test
	@DisplayName("go counts the task before it runs and counts it as done after it")
	void goCountsTheTask() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger finished = new AtomicInteger();
		for (int i = 0; i < 4; i++) {
			group.go(onThread("task-" + i), () -> {
				TestThreads.pass(goOn);
				finished.incrementAndGet();
			});
		}
		assertThat(group.count()).isEqualTo(4);
		Task<Void> waiter = this.threads.run("waiter", group::await).awaitBlocked();
		goOn.countDown();
		waiter.result();
		assertThat(finished).hasValue(4);
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("It is known that there are tasks until each is done, has failed or was refused")
	void hasTasks() {
		EngineWaitGroup group = (EngineWaitGroup) this.registry.waitGroup("w");
		group.add(2);
		assertThat(group.hasTasks()).isFalse();
		CountDownLatch goOn = new CountDownLatch(1);
		group.go(onThread("task"), () -> TestThreads.pass(goOn));
		assertThat(group.hasTasks()).isTrue();
		goOn.countDown();
		TestThreads.eventually().until(() -> !group.hasTasks());
		assertThatIllegalStateException().isThrownBy(() -> group.go(Runnable::run, () -> {
			throw new IllegalStateException("a task's fault");
		}));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> group.go((task) -> {
			throw new RejectedExecutionException("full");
		}, () -> {
		}));
		assertThat(group.hasTasks()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> group.go(Runnable::run, () -> group.add(-3)));
		assertThat(group.hasTasks()).isFalse();
	}

	@Test
	@DisplayName("A throwing task counts down, and its failure reaches the thread that ran it")
	void throwingTaskCountsDown() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		AtomicReference<Task<Void>> task = new AtomicReference<>();
		group.go((command) -> task.set(this.threads.run("task", command::run)), () -> {
			throw new IllegalStateException("a task's fault");
		});
		this.threads.run("waiter", group::await).result();
		assertThat(task.get().failure()).isInstanceOf(IllegalStateException.class).hasMessage("a task's fault");
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("A task that throws on the caller's own thread counts down once")
	void throwingTaskOnTheCallersThreadCountsDownOnce() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		assertThatIllegalStateException().isThrownBy(() -> group.go(Runnable::run, () -> {
			throw new IllegalStateException("a task's fault");
		})).withMessage("a task's fault");
		assertThat(group.count()).isEqualTo(1);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> group.go(Runnable::run, () -> {
			throw new RejectedExecutionException("by another executor");
		})).withMessage("by another executor");
		assertThat(group.count()).isEqualTo(1);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> group.go(Runnable::run, () -> {
			throw new AssertionError("an error");
		}));
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("A rejecting executor leaves no count, and its refusal reaches the caller")
	void rejectingExecutorLeavesNoCount() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		ExecutorService executor = Executors.newSingleThreadExecutor();
		executor.shutdownNow();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> group.go(executor, () -> {
		}));
		assertThat(group.count()).isZero();
		assertThatIllegalStateException().isThrownBy(() -> group.go((task) -> {
			throw new IllegalStateException("another refusal");
		}, () -> {
		})).withMessage("another refusal");
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("An executor that runs the task and then throws leaves no count either")
	void executorThatThrowsLateLeavesNoCount() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> group.go((task) -> {
			task.run();
			throw new RejectedExecutionException("late");
		}, () -> {
		}));
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("go without an executor or a task is a NullPointerException and leaves no count")
	void goNeedsExecutorAndTask() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThatNullPointerException().isThrownBy(() -> group.go(null, () -> {
		}));
		assertThatNullPointerException().isThrownBy(() -> group.go(Runnable::run, null));
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("add from inside a running task is fine")
	void taskMayAdd() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		AtomicInteger leaves = new AtomicInteger();
		group.go(onThread("root"), () -> branch(group, leaves, 4));
		this.threads.run("waiter", group::await).result();
		assertThat(leaves).hasValue(16);
		assertThat(group.count()).isZero();
	}

	private void branch(SyncWaitGroup group, AtomicInteger leaves, int depth) {
		if (depth == 0) {
			leaves.incrementAndGet();
			return;
		}
		for (int i = 0; i < 2; i++) {
			group.go(onThread("branch-" + depth), () -> branch(group, leaves, depth - 1));
		}
	}

	@Test
	@DisplayName("whenZero at zero is complete")
	void whenZeroAtZeroIsComplete() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(group.whenZero()).succeedsWithin(TestThreads.PATIENCE);
	}

	@Test
	@DisplayName("whenZero completes at zero, with a future of its own for each call")
	void whenZeroCompletesAtZero() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add(2);
		List<CompletableFuture<Void>> futures = IntStream.range(0, 5).mapToObj((i) -> group.whenZero()).toList();
		assertThat(futures).doesNotHaveDuplicates();
		group.done();
		assertThat(futures).allSatisfy((future) -> assertThat(future).isNotDone());
		group.done();
		assertThat(futures).allSatisfy((future) -> assertThat(future).succeedsWithin(TestThreads.PATIENCE));
	}

	@Test
	@DisplayName("Cancelling or completing a future by hand changes no count and concerns nobody else")
	void cancellingChangesNoCount() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		CompletableFuture<Void> cancelled = group.whenZero();
		CompletableFuture<Void> completed = group.whenZero();
		CompletableFuture<Void> other = group.whenZero();
		Task<Void> waiter = this.threads.run("waiter", group::await).awaitBlocked();
		assertThat(cancelled.cancel(true)).isTrue();
		assertThat(completed.complete(null)).isTrue();
		assertThat(group.count()).isEqualTo(1);
		assertThat(other).isNotDone();
		waiter.awaitBlocked();
		group.done();
		assertThat(other).succeedsWithin(TestThreads.PATIENCE);
		waiter.result();
		assertThat(cancelled).isCancelled();
	}

	@Test
	@DisplayName("A dependent action may use the wait group, and what it throws harms nobody")
	void dependentActionMayUseTheGroup() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		CompletableFuture<Void> dependent = group.whenZero().thenRun(() -> {
			group.add(2);
			group.done();
		});
		group.whenZero().thenRun(() -> {
			throw new IllegalStateException("a dependent's fault");
		});
		CompletableFuture<Void> other = group.whenZero();
		Task<Void> waiter = this.threads.run("waiter", group::await).awaitBlocked();
		this.threads.run("last", group::done).result();
		assertThat(dependent).succeedsWithin(TestThreads.PATIENCE);
		assertThat(other).succeedsWithin(TestThreads.PATIENCE);
		waiter.result();
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("A dependent action that blocks keeps no blocked thread from being released")
	void blockingDependentDelaysNoThread() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		CountDownLatch released = new CountDownLatch(1);
		CompletableFuture<Void> dependent = group.whenZero().thenRun(() -> TestThreads.pass(released));
		this.threads.run("waiter", () -> {
			group.await();
			released.countDown();
		}).awaitBlocked();
		this.threads.run("last", group::done);
		assertThat(dependent).succeedsWithin(TestThreads.PATIENCE);
	}

	@Test
	@DisplayName("A future that is cancelled while the count reaches zero ends one way or the other")
	void cancelRacesDone() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				group.add();
				CompletableFuture<Void> cancelled = group.whenZero();
				CompletableFuture<Void> other = group.whenZero();
				boolean[] won = new boolean[1];
				race.round(() -> won[0] = cancelled.cancel(false), group::done);
				assertThat(other).succeedsWithin(TestThreads.PATIENCE);
				TestThreads.eventually().until(cancelled::isDone);
				assertThat(cancelled.isCancelled()).isEqualTo(won[0]);
			});
		}
	}

	private Executor onThread(String name) {
		return (command) -> this.threads.run(name, command::run);
	}

}
