/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link SyncQueue} promises about memory.
 */
public abstract class SyncQueueMemoryContract extends SyncContract {

	private static final long MEGABYTE = 1024 * 1024;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8 })
	@DisplayName("A consumed item is collectable at once, whichever call took it")
	void consumedItemIsCollectable(int maxSize) throws Exception {
		Map<String, Take> takes = new LinkedHashMap<>();
		takes.put("get", SyncQueue::get);
		takes.put("poll", SyncQueue::poll);
		takes.put("timed poll", (queue) -> queue.poll(Duration.ofHours(1)));
		takes.put("drainTo", (queue) -> queue.drainTo(new ArrayList<>(), 1));
		takes.put("getAsync", SyncQueue::getAsync);
		takes.put("take", (queue) -> queue.asBlockingQueue().take());
		takes.put("remove", (queue) -> queue.asBlockingQueue().remove());
		takes.put("removeIf", (queue) -> queue.asBlockingQueue().removeIf((item) -> true));
		takes.put("clear", (queue) -> queue.asBlockingQueue().clear());
		// Nothing happens to a queue after its item was taken, nor to the thread that
		// took it: whatever either holds is held until all are looked at.
		Map<String, WeakReference<byte[]>> items = new LinkedHashMap<>();
		List<CountDownLatch> looked = new ArrayList<>();
		for (Map.Entry<String, Take> take : takes.entrySet()) {
			SyncQueue<byte[]> queue = this.registry.queue(take.getKey(), byte[].class, maxSize);
			items.put(take.getKey(), put(queue));
			CountDownLatch taken = new CountDownLatch(1);
			CountDownLatch over = new CountDownLatch(1);
			this.threads.run(take.getKey(), () -> {
				take.getValue().from(queue);
				taken.countDown();
				TestThreads.pass(over);
			});
			TestThreads.pass(taken);
			assertThat(queue.size()).isZero();
			looked.add(over);
		}
		items.forEach((how, item) -> awaitCollected(item, how));
		looked.forEach(CountDownLatch::countDown);
		this.threads.joinAll();
	}

	@Test
	@DisplayName("An item that was handed to a waiting getter is collectable at once")
	void handedOverItemIsCollectable() {
		SyncQueue<byte[]> queue = this.registry.queue("q", byte[].class);
		Task<Void> getter = this.threads.run("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		WeakReference<byte[]> item = put(queue);
		getter.result();
		awaitCollected(item, "handed over");
		queue.getAsync();
		awaitCollected(put(queue), "handed over to a future");
	}

	@Test
	@DisplayName("A worker that waits for its next item holds on to none before")
	void waitingWorkerHoldsNoItem() {
		SyncQueue<byte[]> queue = this.registry.queue("q", byte[].class);
		Task<Void> worker = this.threads.run("worker", () -> queue.forEach((item) -> {
		}));
		awaitBlockedGetters(queue, 1);
		awaitCollected(put(queue), "handled by a worker that waits for the next one");
		queue.close();
		worker.result();
	}

	@Test
	@DisplayName("An item that waited for room is collectable once it is consumed, even if its future is kept")
	void itemThatWaitedIsCollectable() {
		SyncQueue<byte[]> queue = this.registry.queue("q", byte[].class, 1);
		List<CompletableFuture<Void>> kept = new ArrayList<>();
		queue.add(new byte[1]);
		WeakReference<byte[]> item = putAsync(queue, kept);
		assertThat(queue.poll()).isNotNull();
		assertThat(queue.poll()).isNotNull();
		awaitCollected(item, "waited for room");
		assertThat(kept).allSatisfy((future) -> assertThat(future).isCompleted());
	}

	@Test
	@DisplayName("An item whose put timed out, was cancelled or was refused by close is collectable at once")
	void refusedItemIsCollectable() throws InterruptedException {
		SyncQueue<byte[]> queue = this.registry.queue("q", byte[].class, 1);
		List<CompletableFuture<Void>> kept = new ArrayList<>();
		queue.add(new byte[1]);
		awaitCollected(offer(queue), "timed out");
		WeakReference<byte[]> cancelled = putAsync(queue, kept);
		assertThat(kept.get(0).cancel(true)).isTrue();
		awaitCollected(cancelled, "cancelled");
		WeakReference<byte[]> refused = putAsync(queue, kept);
		queue.close();
		awaitCollected(refused, "refused by close");
		assertThat(kept).allSatisfy((future) -> assertThat(future).isCompletedExceptionally());
	}

	@Test
	@DisplayName("What closeNow handed back is collectable at once")
	void handedBackItemsAreCollectable() {
		SyncQueue<byte[]> queue = this.registry.queue("q", byte[].class);
		List<WeakReference<byte[]>> items = List.of(put(queue), put(queue), put(queue));
		assertThat(queue.closeNow()).hasSize(3);
		items.forEach((item) -> awaitCollected(item, "handed back"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000_000, Integer.MAX_VALUE })
	@DisplayName("A huge maxSize is not preallocated")
	void hugeBoundIsNotPreallocated(int maxSize) {
		ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		this.registry.queue("warm-up", 1).add(1);
		long allocated = this.threads.start("creator", () -> {
			long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
			this.registry.queue("q", maxSize).add(1);
			return memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		}).result();
		assertThat(allocated).isLessThan(MEGABYTE);
		SyncQueue<Integer> queue = this.registry.queue("q");
		assertThat(queue.maxSize()).isEqualTo(maxSize);
		assertThat(queue.poll()).isEqualTo(1);
	}

	private static WeakReference<byte[]> put(SyncQueue<byte[]> queue) {
		byte[] item = new byte[10];
		queue.add(item);
		return new WeakReference<>(item);
	}

	private static WeakReference<byte[]> putAsync(SyncQueue<byte[]> queue, List<CompletableFuture<Void>> kept) {
		byte[] item = new byte[10];
		kept.add(queue.putAsync(item));
		return new WeakReference<>(item);
	}

	private static WeakReference<byte[]> offer(SyncQueue<byte[]> queue) throws InterruptedException {
		byte[] item = new byte[10];
		assertThat(queue.offer(item, Duration.ofMillis(2))).isFalse();
		return new WeakReference<>(item);
	}

	/**
	 * Wait until an item is collected, with no collection if an earlier one was enough:
	 * it takes long in a JVM that has run many tests.
	 */
	private static void awaitCollected(WeakReference<byte[]> item, String how) {
		TestThreads.eventually().untilAsserted(() -> {
			if (!item.refersTo(null)) {
				System.gc();
			}
			assertThat(item.refersTo(null)).as("%s: is collected", how).isTrue();
		});
	}

	/**
	 * A call that takes one item.
	 */
	private interface Take {

		void from(SyncQueue<byte[]> queue) throws Exception;

	}

}
