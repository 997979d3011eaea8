/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What the futures of a {@link SyncQueue} promise.
 */
public abstract class SyncQueueAsyncContract extends SyncContract {

	@Test
	@DisplayName("putAsync with room and getAsync with an item complete")
	void completeWithoutWaiting() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		assertThat(queue.putAsync("a")).succeedsWithin(TestThreads.PATIENCE);
		assertThat(queue.size()).isEqualTo(1);
		assertThat(queue.getAsync()).succeedsWithin(TestThreads.PATIENCE).isEqualTo("a");
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("getAsync on an empty queue completes with the next item")
	void getAsyncWaitsForAnItem() {
		SyncQueue<String> queue = this.registry.queue("q");
		CompletableFuture<String> first = queue.getAsync();
		CompletableFuture<String> second = queue.getAsync();
		assertThat(first).isNotDone();
		queue.add("a");
		assertThat(first).succeedsWithin(TestThreads.PATIENCE).isEqualTo("a");
		assertThat(second).isNotDone();
		queue.add("b");
		assertThat(second).succeedsWithin(TestThreads.PATIENCE).isEqualTo("b");
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("putAsync on a full queue completes when its item has room")
	void putAsyncWaitsForRoom() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		CompletableFuture<Void> first = queue.putAsync("b");
		CompletableFuture<Void> second = queue.putAsync("c");
		assertThat(first).isNotDone();
		assertThat(queue.size()).isEqualTo(1);
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(first).succeedsWithin(TestThreads.PATIENCE);
		assertThat(second).isNotDone();
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(second).succeedsWithin(TestThreads.PATIENCE);
		assertThat(queue.poll()).isEqualTo("c");
	}

	@Test
	@DisplayName("Futures and blocked threads are served in the order in which they began to wait")
	void futuresAndThreadsShareOneOrder() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		CompletableFuture<Integer> first = queue.getAsync();
		Task<Integer> second = this.threads.start("second", queue::get);
		awaitBlockedGetters(queue, 2);
		CompletableFuture<Integer> third = queue.getAsync();
		IntStream.rangeClosed(1, 3).forEach(queue::add);
		assertThat(first).succeedsWithin(TestThreads.PATIENCE).isEqualTo(1);
		assertThat(second.result()).isEqualTo(2);
		assertThat(third).succeedsWithin(TestThreads.PATIENCE).isEqualTo(3);
	}

	@Test
	@DisplayName("putAsync reports a closed queue through its future and a null item at once")
	void closedQueueAndNullItem() {
		SyncQueue<String> queue = this.registry.queue("q");
		assertThatNullPointerException().isThrownBy(() -> queue.putAsync(null));
		queue.close();
		assertClosed(queue.putAsync("a"));
		assertThatNullPointerException().isThrownBy(() -> queue.putAsync(null));
		assertThat(queue.getAsync()).succeedsWithin(TestThreads.PATIENCE).isNull();
	}

	@Test
	@DisplayName("close completes all pending getters with null")
	void closeCompletesGetters() {
		SyncQueue<String> queue = this.registry.queue("q");
		List<CompletableFuture<String>> getters = IntStream.range(0, 10).mapToObj((i) -> queue.getAsync()).toList();
		queue.close();
		assertThat(getters).allSatisfy((getter) -> assertThat(getter).succeedsWithin(TestThreads.PATIENCE).isNull());
	}

	@Test
	@DisplayName("close fails all pending putters, whose items are not delivered")
	void closeFailsPutters() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		List<CompletableFuture<Void>> putters = IntStream.range(0, 10).mapToObj((i) -> queue.putAsync("x")).toList();
		queue.close();
		assertThat(putters).allSatisfy(SyncQueueAsyncContract::assertClosed);
		assertThat(queue.closeNow()).containsExactly("a");
	}

	@Test
	@DisplayName("closeNow completes getters, fails putters and hands back no refused item")
	void closeNowEndsFutures() {
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		CompletableFuture<Void> putter = full.putAsync("x");
		assertThat(full.closeNow()).containsExactly("a");
		assertClosed(putter);
		SyncQueue<String> empty = this.registry.queue("empty");
		CompletableFuture<String> getter = empty.getAsync();
		assertThat(empty.closeNow()).isEmpty();
		assertThat(getter).succeedsWithin(TestThreads.PATIENCE).isNull();
	}

	@Test
	@DisplayName("A dependent action may use the queue, and what it throws harms nobody")
	void dependentActionMayUseTheQueue() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		CompletableFuture<Void> chain = queue.getAsync().thenCompose((item) -> queue.putAsync(item + 1));
		queue.getAsync().thenAccept((item) -> {
			throw new IllegalStateException("a dependent's fault");
		});
		CompletableFuture<Integer> last = queue.getAsync();
		this.threads.run("putter", () -> {
			queue.put(1);
			queue.put(10);
		}).result();
		assertThat(chain).succeedsWithin(TestThreads.PATIENCE);
		assertThat(last).succeedsWithin(TestThreads.PATIENCE).isIn(2, 10);
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("A dependent action of a putter may close the queue")
	void dependentActionMayClose() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		queue.add(1);
		CompletableFuture<Boolean> closed = queue.putAsync(2).thenApply((done) -> queue.close());
		CompletableFuture<Void> refused = queue.putAsync(3);
		Task<Integer> getter = this.threads.start("getter", queue::get);
		assertThat(getter.result()).isEqualTo(1);
		assertThat(closed).succeedsWithin(TestThreads.PATIENCE).isEqualTo(true);
		assertClosed(refused);
		assertThat(queue.closeNow()).containsExactly(2);
	}

	@Test
	@DisplayName("A dependent action that blocks keeps no blocked thread from being woken by close")
	void blockingDependentDelaysNoThread() {
		SyncQueue<Integer> empty = this.registry.queue("empty");
		SyncQueue<Integer> full = this.registry.queue("full", 1);
		full.add(1);
		CountDownLatch woken = new CountDownLatch(2);
		CompletableFuture<Void> afterGet = empty.getAsync().thenRun(() -> TestThreads.pass(woken));
		CompletableFuture<Void> afterPut = full.putAsync(2).handle((done, ex) -> {
			TestThreads.pass(woken);
			return null;
		});
		this.threads.run("getter", () -> {
			empty.get();
			woken.countDown();
		}).awaitBlocked();
		this.threads.run("putter", () -> {
			assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> full.put(3));
			woken.countDown();
		}).awaitBlocked();
		this.threads.run("closing empty", empty::close);
		this.threads.run("closing full", full::close);
		assertThat(afterGet).succeedsWithin(TestThreads.PATIENCE);
		assertThat(afterPut).succeedsWithin(TestThreads.PATIENCE);
	}

	private static void assertClosed(CompletableFuture<?> future) {
		TestThreads.eventually().until(future::isDone);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
			.withCauseInstanceOf(QueueClosedException.class);
	}

}
