/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a {@link SyncQueue} promises to a caller that waits: wake-up and order.
 */
public abstract class SyncQueueBlockingContract extends SyncContract {

	@Test
	@DisplayName("get waits for an item")
	void getWaitsForAnItem() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> getter = this.threads.start("getter", queue::get);
		Task<String> timed = this.threads.start("timed", () -> queue.poll(Duration.ofHours(1)));
		awaitBlockedGetters(queue, 2);
		getter.awaitBlocked();
		timed.awaitBlocked();
		queue.add("a");
		queue.add("b");
		assertThat(List.of(getter.result(), timed.result())).containsExactlyInAnyOrder("a", "b");
		awaitBlockedGetters(queue, 0);
	}

	@Test
	@DisplayName("put waits for room")
	void putWaitsForRoom() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		Task<Void> putter = this.threads.run("putter", () -> queue.put("b"));
		awaitBlockedPutters(queue, 1);
		putter.awaitBlocked();
		Task<Boolean> timed = this.threads.start("timed", () -> queue.offer("c", Duration.ofHours(1)));
		awaitBlockedPutters(queue, 2);
		timed.awaitBlocked();
		assertThat(queue.size()).isEqualTo(1);
		assertThat(queue.poll()).isEqualTo("a");
		putter.result();
		timed.awaitBlocked();
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(timed.result()).isTrue();
		assertThat(queue.poll()).isEqualTo("c");
		awaitBlockedPutters(queue, 0);
	}

	@Test
	@DisplayName("Blocked getters are served in the order in which they began to wait")
	void gettersAreServedInOrder() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		List<Task<Integer>> getters = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			getters.add(this.threads.start("getter-" + i,
					(i % 2 == 0) ? queue::get : () -> queue.poll(Duration.ofHours(1))));
			awaitBlockedGetters(queue, i + 1);
		}
		for (int i = 0; i < 6; i++) {
			queue.add(i);
			assertThat(getters.get(i).result()).isEqualTo(i);
		}
	}

	@Test
	@DisplayName("Blocked putters are served in the order in which they began to wait")
	void puttersAreServedInOrder() {
		SyncQueue<Integer> queue = this.registry.queue("q", 2);
		queue.add(0);
		queue.add(1);
		for (int i = 2; i < 8; i++) {
			int item = i;
			this.threads.run("putter-" + i,
					(i % 2 == 0) ? () -> queue.put(item) : () -> queue.offer(item, Duration.ofHours(1)));
			awaitBlockedPutters(queue, i - 1);
		}
		List<Integer> taken = new ArrayList<>();
		while (taken.size() < 8) {
			TestThreads.eventually().until(() -> queue.drainTo(taken, 1) == 1);
		}
		assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
	}

	@Test
	@DisplayName("Taking several items at once lets as many putters go on")
	void drainToServesSeveralPutters() {
		SyncQueue<Integer> queue = this.registry.queue("q", 3);
		IntStream.range(0, 3).forEach(queue::add);
		List<Task<Void>> putters = IntStream.range(3, 6)
			.mapToObj((i) -> this.threads.run("putter-" + i, () -> queue.put(i)))
			.toList();
		awaitBlockedPutters(queue, 3);
		List<Integer> taken = new ArrayList<>();
		assertThat(queue.drainTo(taken, 3)).isEqualTo(3);
		putters.forEach(Task::result);
		assertThat(queue.size()).isEqualTo(3);
		queue.drainTo(taken, 3);
		assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5).startsWith(0, 1, 2);
	}

	@Test
	@DisplayName("Two puts release two parked getters")
	void twoPutsReleaseTwoGetters() {
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round);
				List<Integer> taken = new CopyOnWriteArrayList<>();
				Action getter = () -> taken.add(queue.get());
				race.round(getter, getter, () -> {
					queue.put(1);
					queue.put(2);
				});
				assertThat(taken).containsExactlyInAnyOrder(1, 2);
			});
		}
		SyncQueue<Integer> queue = this.registry.queue("parked");
		List<Task<Integer>> getters = IntStream.range(0, 2)
			.mapToObj((i) -> this.threads.start("getter-" + i, queue::get))
			.toList();
		awaitBlockedGetters(queue, 2);
		getters.forEach(Task::awaitBlocked);
		queue.add(1);
		queue.add(2);
		assertThat(getters.stream().map(Task::result)).containsExactlyInAnyOrder(1, 2);
	}

	@Test
	@DisplayName("forEach hands over item by item; what the action throws ends the loop and reaches the caller")
	void forEachEndsWithTheActionsException() throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q");
		IntStream.range(0, 5).forEach(queue::add);
		List<Integer> seen = new ArrayList<>();
		assertThatIllegalStateException().isThrownBy(() -> queue.forEach((item) -> {
			seen.add(item);
			if (item == 2) {
				throw new IllegalStateException("an action's fault");
			}
		})).withMessage("an action's fault");
		assertThat(seen).containsExactly(0, 1, 2);
		assertThat(queue.size()).isEqualTo(2);
		queue.close();
		queue.forEach(seen::add);
		assertThat(seen).containsExactly(0, 1, 2, 3, 4);
	}

}
