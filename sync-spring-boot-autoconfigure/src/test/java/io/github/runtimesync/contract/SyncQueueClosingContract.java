/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What closing a {@link SyncQueue} promises.
 */
public abstract class SyncQueueClosingContract extends SyncContract {

	@Test
	@DisplayName("A closed queue refuses items with a QueueClosedException that names it")
	void closedQueueRefusesItems() {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.add("a");
		assertThat(queue.close()).isTrue();
		assertThat(queue.isClosed()).isTrue();
		List<Action> calls = List.of(() -> queue.put("b"), () -> queue.add("b"), () -> queue.offer("b"),
				() -> queue.offer("b", Duration.ofHours(1)), () -> queue.offer("b", Duration.ZERO));
		assertThat(calls)
			.allSatisfy((call) -> assertThatExceptionOfType(QueueClosedException.class).isThrownBy(call::run)
				.isInstanceOf(SyncClosedException.class)
				.withMessageContaining("queue \"q\""));
		assertThat(queue.size()).isEqualTo(1);
	}

	@Test
	@DisplayName("A closed queue that is full refuses as closed, not as full")
	void closedFullQueueRefusesAsClosed() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		queue.close();
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.offer("b"));
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.add("b"));
	}

	@Test
	@DisplayName("A closed queue hands out what it has, then null to every call and at once")
	void closedQueueIsDrained() throws InterruptedException {
		SyncQueue<String> queue = this.registry.queue("q");
		List.of("a", "b", "c", "d", "e").forEach(queue::add);
		queue.close();
		assertThat(queue.get()).isEqualTo("a");
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(queue.poll(Duration.ofHours(1))).isEqualTo("c");
		List<String> rest = new ArrayList<>();
		assertThat(queue.drainTo(rest, 1)).isEqualTo(1);
		queue.forEach(rest::add);
		assertThat(rest).containsExactly("d", "e");
		for (int i = 0; i < 2; i++) {
			assertThat(queue.get()).isNull();
			assertThat(queue.poll()).isNull();
			assertThat(queue.poll(Duration.ofHours(1))).isNull();
			assertThat(queue.drainTo(rest, 1)).isZero();
			queue.forEach(rest::add);
		}
		assertThat(queue.size()).isZero();
		assertThat(queue.isClosed()).isTrue();
	}

	@Test
	@DisplayName("close is idempotent and true for exactly one call")
	void closeIsIdempotent() {
		try (Race race = new Race()) {
			repeat(500, (round) -> {
				SyncQueue<String> queue = this.registry.queue("q" + round);
				AtomicInteger closed = new AtomicInteger();
				Action close = () -> closed.addAndGet(queue.close() ? 1 : 0);
				race.round(close, close, close);
				assertThat(closed).hasValue(1);
				assertThat(queue.close()).isFalse();
			});
		}
	}

	@Test
	@DisplayName("close wakes all blocked getters")
	void closeWakesAllGetters() {
		SyncQueue<String> queue = this.registry.queue("q");
		List<Task<String>> getters = IntStream.range(0, 10)
			.mapToObj((i) -> this.threads.start("getter-" + i,
					(i % 2 == 0) ? queue::get : () -> queue.poll(Duration.ofHours(1))))
			.toList();
		Task<Void> loop = this.threads.run("loop", () -> queue.forEach((item) -> {
		}));
		awaitBlockedGetters(queue, 11);
		getters.forEach(Task::awaitBlocked);
		queue.close();
		assertThat(getters).allSatisfy((getter) -> assertThat(getter.result()).isNull());
		loop.result();
		awaitBlockedGetters(queue, 0);
	}

	@Test
	@DisplayName("close wakes all blocked putters, and what they held is not delivered")
	void closeWakesAllPutters() throws InterruptedException {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.add("a");
		queue.add("b");
		List<Task<Void>> putters = IntStream.range(0, 10)
			.mapToObj((i) -> this.threads.run("putter-" + i,
					(i % 2 == 0) ? () -> queue.put("x") : () -> queue.offer("x", Duration.ofHours(1))))
			.toList();
		awaitBlockedPutters(queue, 10);
		putters.forEach(Task::awaitBlocked);
		queue.close();
		assertThat(putters)
			.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
		awaitBlockedPutters(queue, 0);
		assertThat(queue.get()).isEqualTo("a");
		assertThat(queue.get()).isEqualTo("b");
		assertThat(queue.get()).isNull();
	}

	@Test
	@DisplayName("10 blocked getters, 10 blocked putters and one close")
	void closeAmongManyBlocked() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		SyncQueue<Integer> full = this.registry.queue("full", 1);
		full.add(-1);
		List<Task<Integer>> getters = IntStream.range(0, 10)
			.mapToObj((i) -> this.threads.start("getter-" + i, queue::get))
			.toList();
		List<Task<Void>> putters = IntStream.range(0, 10)
			.mapToObj((i) -> this.threads.run("putter-" + i, () -> full.put(i)))
			.toList();
		awaitBlockedGetters(queue, 10);
		awaitBlockedPutters(full, 10);
		queue.add(1);
		queue.close();
		full.close();
		assertThat(getters.stream().map(Task::result).filter((item) -> item != null)).containsExactly(1);
		assertThat(putters)
			.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
		assertThat(full.closeNow()).containsExactly(-1);
	}

	@Test
	@DisplayName("closeNow closes and hands back what is left, in order and once")
	void closeNowHandsBackTheRest() throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q", 4);
		IntStream.range(0, 4).forEach(queue::add);
		assertThat(queue.get()).isZero();
		queue.add(4);
		assertThat(queue.closeNow()).containsExactly(1, 2, 3, 4);
		assertThat(queue.isClosed()).isTrue();
		assertThat(queue.close()).isFalse();
		assertThat(queue.size()).isZero();
		assertThat(queue.get()).isNull();
		assertThat(queue.closeNow()).isEmpty();
	}

	@Test
	@DisplayName("closeNow after close hands back what is left")
	void closeNowAfterClose() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		IntStream.range(0, 3).forEach(queue::add);
		queue.close();
		assertThat(queue.poll()).isZero();
		assertThat(queue.closeNow()).containsExactly(1, 2);
		assertThat(queue.poll()).isNull();
	}

	@Test
	@DisplayName("closeNow wakes all blocked putters and getters, and hands back no refused item")
	void closeNowWakesEveryone() {
		SyncQueue<String> full = this.registry.queue("full", 1);
		SyncQueue<String> empty = this.registry.queue("empty", 1);
		full.add("a");
		List<Task<Void>> putters = IntStream.range(0, 5)
			.mapToObj((i) -> this.threads.run("putter-" + i, () -> full.put("x")))
			.toList();
		List<Task<String>> getters = IntStream.range(0, 5)
			.mapToObj((i) -> this.threads.start("getter-" + i, empty::get))
			.toList();
		awaitBlockedPutters(full, 5);
		awaitBlockedGetters(empty, 5);
		assertThat(full.closeNow()).containsExactly("a");
		assertThat(empty.closeNow()).isEmpty();
		assertThat(putters)
			.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
		assertThat(getters).allSatisfy((getter) -> assertThat(getter.result()).isNull());
	}

	@Test
	@DisplayName("Consumers drain a closed queue together, and each of them ends")
	void consumersDrainTogether() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		List<Integer> taken = new CopyOnWriteArrayList<>();
		IntStream.range(0, 100).forEach(queue::add);
		queue.close();
		IntStream.range(0, 5).forEach((i) -> this.threads.run("consumer-" + i, () -> queue.forEach(taken::add)));
		this.threads.joinAll();
		assertThat(taken).hasSize(100).doesNotHaveDuplicates();
	}

}
