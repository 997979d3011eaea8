/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Items that are put with a priority.
 */
public abstract class SyncQueuePriorityContract extends SyncContract {

	private static PutOptions priority(int priority) {
		return PutOptions.defaults().priority(priority);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 8 })
	@DisplayName("Higher priority comes first, equal priority in order, plain puts have priority 0")
	void order(int maxSize) throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", maxSize);
		queue.put("plain 1");
		assertThat(queue.put("low", priority(-1))).isTrue();
		assertThat(queue.offer("high 1", priority(5))).isTrue();
		assertThat(queue.add("highest", priority(Integer.MAX_VALUE))).isTrue();
		queue.put("plain 2");
		queue.put("zero", priority(0));
		queue.put("high 2", priority(5));
		queue.put("lowest", priority(Integer.MIN_VALUE));
		assertThat(queue.size()).isEqualTo(8);
		assertThat(queue.asBlockingQueue().peek()).isEqualTo("highest");
		List<String> taken = new ArrayList<>();
		taken.add(queue.get());
		taken.add(queue.poll());
		taken.add(queue.getAsync().join());
		queue.drainTo(taken, 9);
		assertThat(taken).containsExactly("highest", "high 1", "high 2", "plain 1", "plain 2", "zero", "low", "lowest");
	}

	@Test
	@DisplayName("The bound holds for items of all priorities together")
	void bound() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.put("a");
		queue.put("b", priority(1));
		assertThat(queue.size()).isEqualTo(2);
		assertThat(queue.offer("c")).isFalse();
		assertThat(queue.offer("c", priority(2))).isFalse();
		assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.add("c", priority(2)));
		queue.poll();
		assertThat(queue.offer("c")).isTrue();
		assertThat(queue.offer("d", priority(9))).isFalse();
		assertThat(queue.size()).isEqualTo(2);
	}

	@Test
	@DisplayName("A waiting getter gets a prioritized item directly")
	void handOver() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		assertThat(queue.add("a", priority(1))).isTrue();
		assertThat(getter.result()).isEqualTo("a");
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("Putters come in as they began to wait, whatever their priority, and are then ordered by it")
	void waitingPutters() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("first");
		Task<Void> plain = this.threads.run("plain", () -> queue.put("plain"));
		awaitBlockedPutters(queue, 1);
		Task<Boolean> urgent = this.threads.start("urgent", () -> queue.put("urgent", priority(9)));
		awaitBlockedPutters(queue, 2);
		assertThat(queue.poll()).isEqualTo("first");
		plain.result();
		assertThat(queue.poll()).isEqualTo("plain");
		assertThat(urgent.result()).isTrue();
		assertThat(queue.poll()).isEqualTo("urgent");
	}

	@Test
	@DisplayName("A blocked put with a priority ends with an interrupt or a close, and its item is not delivered")
	void blockedPut() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("first");
		Task<Boolean> interrupted = this.threads.start("interrupted", () -> queue.put("x", priority(9)));
		awaitBlockedPutters(queue, 1);
		interrupted.thread().interrupt();
		assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
		Task<Boolean> closed = this.threads.start("closed", () -> queue.put("y", priority(9)));
		awaitBlockedPutters(queue, 1);
		queue.close();
		assertThat(closed.failure()).isInstanceOf(QueueClosedException.class);
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.offer("z", priority(9)));
		assertThat(queue.closeNow()).containsExactly("first");
	}

	@Test
	@DisplayName("A paused queue takes prioritized items and hands them out in order afterwards")
	void pause() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.pause();
		CompletableFuture<String> first = queue.getAsync();
		CompletableFuture<String> second = queue.getAsync();
		queue.add("plain");
		queue.add("high", priority(1));
		assertThat(queue.poll()).isNull();
		assertThat(first).isNotDone();
		queue.resume();
		assertThat(first.join()).isEqualTo("high");
		assertThat(second.join()).isEqualTo("plain");
	}

	@Test
	@DisplayName("The view shows, finds and removes items in the order of delivery")
	void view() {
		SyncQueue<String> queue = this.registry.queue("q");
		for (String item : List.of("a", "b", "c", "d")) {
			queue.add(item);
		}
		BlockingQueue<String> view = queue.asBlockingQueue();
		Iterator<String> iterator = view.iterator();
		iterator.next();
		queue.add("high", priority(1));
		queue.add("low", priority(-1));
		assertThat(iterator.next()).isEqualTo("b");
		iterator.remove();
		assertThat(view).containsExactly("high", "a", "c", "d", "low");
		assertThat(view.remove("c")).isTrue();
		assertThat(view.removeIf("high"::equals)).isTrue();
		assertThat(queue.size()).isEqualTo(3);
		assertThat(view.toArray()).containsExactly("a", "d", "low");
		view.clear();
		assertThat(queue.size()).isZero();
		queue.add("e");
		assertThat(queue.poll()).isEqualTo("e");
	}

	@Test
	@DisplayName("An iterator goes on over items that are put and taken by priority meanwhile")
	void iterator() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		for (int i = 0; i < 50; i++) {
			queue.add(i);
		}
		List<Integer> seen = new ArrayList<>();
		for (Integer item : queue.asBlockingQueue()) {
			seen.add(item);
			queue.add(-1, priority(1));
			assertThat(queue.poll()).isEqualTo(-1);
		}
		assertThat(seen).filteredOn((item) -> item >= 0).doesNotHaveDuplicates().hasSize(50);
	}

	@Test
	@DisplayName("Many items of many priorities come in order, also with plain ones before and after")
	void many() {
		SyncQueue<Integer> queue = this.registry.queue("q", 5_000);
		for (int i = 0; i < 4_000; i++) {
			if (i < 500 || i % 7 == 0) {
				queue.add(i);
			}
			else {
				queue.add(i, priority(i % 5 - 2));
			}
		}
		List<Integer> expected = new ArrayList<>();
		for (int priority = 2; priority >= -2; priority--) {
			for (int i = 0; i < 4_000; i++) {
				if (priority == ((i < 500 || i % 7 == 0) ? 0 : i % 5 - 2)) {
					expected.add(i);
				}
			}
		}
		List<Integer> taken = new ArrayList<>();
		queue.drainTo(taken, 1_500);
		Integer item;
		while ((item = queue.poll()) != null) {
			taken.add(item);
		}
		assertThat(taken).isEqualTo(expected);
	}

}
