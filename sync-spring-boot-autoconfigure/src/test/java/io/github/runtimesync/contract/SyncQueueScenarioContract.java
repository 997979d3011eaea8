/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads at work on one {@link SyncQueue}, after the tests of other languages'
 * channels and queues.
 */
public abstract class SyncQueueScenarioContract extends SyncContract {

	private static final Duration INSTANT = Duration.ofNanos(10_000);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_000 })
	@DisplayName("23 workers share 271 828 items until the queue is closed")
	void workersShareItems(int maxSize) throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		int items = rounds((maxSize != 1) ? 271_828 : 27_182);
		AtomicInteger count = new AtomicInteger();
		AtomicLong sum = new AtomicLong();
		for (int i = 0; i < 23; i++) {
			this.threads.run("worker-" + i, () -> queue.forEach((item) -> {
				count.incrementAndGet();
				sum.addAndGet(item);
			}));
		}
		for (int item = 0; item < items; item++) {
			queue.put(item);
		}
		queue.close();
		this.threads.joinAll();
		assertThat(count).hasValue(items);
		assertThat(sum).hasValue((long) items * (items - 1) / 2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10 })
	@DisplayName("50 feeders and 50 consumers mix blocking, non-blocking and 10 µs timed calls")
	void feedersAndConsumers(int maxSize) throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		Ledger ledger = new Ledger();
		SyncWaitGroup feeders = this.registry.waitGroup("feeders");
		int perFeeder = rounds(100);
		feeders.add(50);
		for (int i = 0; i < 50; i++) {
			int style = i % 5;
			this.threads.run("consumer-" + i, () -> {
				while (true) {
					Integer item = take(queue, style);
					if (!ledger.delivered(item) && queue.isClosed() && queue.size() == 0) {
						return;
					}
				}
			});
			this.threads.run("feeder-" + i, () -> {
				for (int j = 0; j < perFeeder; j++) {
					int item = ledger.item();
					feed(queue, item, (style + j) % 5);
					ledger.accepted(item);
				}
				feeders.done();
			});
		}
		feeders.await();
		queue.close();
		this.threads.joinAll();
		assertThat(ledger.settle(queue)).isEqualTo(50 * perFeeder);
	}

	private static Integer take(SyncQueue<Integer> queue, int style) throws Exception {
		return switch (style) {
			case 0 -> queue.get();
			case 1 -> queue.poll(INSTANT);
			case 2 -> queue.poll(Duration.ofHours(1));
			case 3 -> queue.getAsync().get();
			default -> {
				Thread.yield();
				yield queue.poll();
			}
		};
	}

	private static void feed(SyncQueue<Integer> queue, int item, int style) throws Exception {
		switch (style) {
			case 0 -> queue.put(item);
			case 1 -> {
				while (!queue.offer(item, INSTANT)) {
					Thread.yield();
				}
			}
			case 2 -> queue.offer(item, Duration.ofHours(1));
			case 3 -> queue.putAsync(item).get();
			default -> {
				while (!queue.offer(item)) {
					Thread.yield();
				}
			}
		}
	}

	@Test
	@DisplayName("A producer and a consumer get through every capacity from 1 to 200")
	void everyCapacity() throws InterruptedException {
		for (int maxSize = 1; maxSize <= 200; maxSize++) {
			SyncQueue<Integer> queue = this.registry.queue("q" + maxSize, maxSize);
			int items = rounds(2 * maxSize + 100);
			this.threads.run("producer", () -> {
				for (int i = 0; i < items; i++) {
					queue.put(i);
				}
				queue.close();
			});
			List<Integer> taken = new ArrayList<>();
			queue.forEach(taken::add);
			assertThat(taken).as("through %s", maxSize).isEqualTo(IntStream.range(0, items).boxed().toList());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16 })
	@DisplayName("The items of one producer reach each consumer in their order")
	void orderPerProducer(int maxSize) {
		SyncQueue<int[]> queue = this.registry.queue("q", int[].class, maxSize);
		int items = rounds(5_000);
		SyncWaitGroup producers = this.registry.waitGroup("producers");
		producers.add(3);
		for (int i = 0; i < 3; i++) {
			int producer = i;
			this.threads.run("producer-" + i, () -> {
				for (int item = 1; item <= items; item++) {
					queue.put(new int[] { producer, item });
				}
				producers.done();
			});
		}
		List<Task<Integer>> consumers = IntStream.range(0, 3)
			.mapToObj((i) -> this.threads.start("consumer-" + i, () -> consumeInOrder(queue)))
			.toList();
		this.threads.run("closer", () -> {
			producers.await();
			queue.close();
		});
		assertThat(consumers.stream().mapToInt(Task::result).sum()).isEqualTo(3 * items);
	}

	private static int consumeInOrder(SyncQueue<int[]> queue) throws InterruptedException {
		int[] last = new int[3];
		int count = 0;
		for (int[] item = queue.get(); item != null; item = queue.get()) {
			if (item[1] <= last[item[0]]) {
				throw new AssertionError("item " + item[1] + " of producer " + item[0] + " after " + last[item[0]]);
			}
			last[item[0]] = item[1];
			count++;
		}
		return count;
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10 })
	@EnabledForJreRange(min = JRE.JAVA_21)
	@DisplayName("1 000 virtual producers and consumers get along")
	void virtualThreads(int maxSize) throws Exception {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		Ledger ledger = new Ledger();
		int each = rounds(1_000);
		ExecutorService executor = VirtualThreads.executor();
		try {
			SyncWaitGroup tasks = this.registry.waitGroup("tasks");
			for (int i = 0; i < each; i++) {
				int item = ledger.item();
				tasks.go(executor, () -> uninterrupted(() -> ledger.delivered(queue.get())));
				tasks.go(executor, () -> uninterrupted(() -> {
					queue.put(item);
					ledger.accepted(item);
				}));
			}
			assertThat(tasks.await(TestThreads.PATIENCE)).isTrue();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(ledger.deliveries()).isEqualTo(each);
		assertThat(ledger.settle(queue)).isEqualTo(each);
	}

	private static void uninterrupted(TestThreads.Action action) {
		try {
			action.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@DisplayName("What happens before put is visible after the get of that item")
	void putHappensBeforeGet() {
		SyncQueue<int[]> queue = this.registry.queue("q", int[].class, 4);
		int items = rounds(20_000);
		this.threads.run("producer", () -> {
			for (int i = 1; i <= items; i++) {
				int[] item = new int[1];
				item[0] = i;
				queue.put(item);
			}
			queue.close();
		});
		this.threads.run("consumer", () -> {
			int expected = 1;
			for (int[] item = queue.get(); item != null; item = queue.get()) {
				if (item[0] != expected++) {
					throw new AssertionError("unpublished item " + item[0]);
				}
			}
		});
		this.threads.joinAll();
	}

}
