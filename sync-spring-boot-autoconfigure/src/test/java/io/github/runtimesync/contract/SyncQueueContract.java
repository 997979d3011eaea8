/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What a {@link SyncQueue} promises to a caller that need not wait.
 */
public abstract class SyncQueueContract extends SyncContract {

	@Test
	@DisplayName("A new queue is empty and open, and unbounded unless it is given a bound")
	void newQueue() {
		SyncQueue<String> unbounded = this.registry.queue("u");
		assertThat(unbounded.name()).isEqualTo("u");
		assertThat(unbounded.size()).isZero();
		assertThat(unbounded.maxSize()).isZero();
		assertThat(unbounded.isClosed()).isFalse();
		assertThat(unbounded.poll()).isNull();
		assertThat(this.registry.queue("b", 3).maxSize()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 64, 1000 })
	@DisplayName("Items come out in the order in which they went in, whichever calls move them")
	void firstInFirstOut(int maxSize) throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		List<Integer> taken = new ArrayList<>();
		int put = 0;
		while (put < rounds(3_000)) {
			int burst = (maxSize != 0) ? Math.min(maxSize, 1 + put % 7) : 1 + put % 7;
			for (int i = 0; i < burst; i++) {
				put(queue, put++);
			}
			for (int i = 0; i < burst; i++) {
				take(queue, taken);
			}
		}
		assertThat(taken).isEqualTo(IntStream.range(0, put).boxed().toList());
		assertThat(queue.size()).isZero();
	}

	private static void put(SyncQueue<Integer> queue, int item) throws InterruptedException {
		switch (item % 5) {
			case 0 -> queue.put(item);
			case 1 -> queue.add(item);
			case 2 -> assertThat(queue.offer(item)).isTrue();
			case 3 -> assertThat(queue.offer(item, Duration.ofHours(1))).isTrue();
			default -> assertThat(queue.putAsync(item)).succeedsWithin(TestThreads.PATIENCE);
		}
	}

	private static void take(SyncQueue<Integer> queue, List<Integer> taken) throws InterruptedException {
		switch (taken.size() % 5) {
			case 0 -> taken.add(queue.get());
			case 1 -> taken.add(queue.poll());
			case 2 -> taken.add(queue.poll(Duration.ofHours(1)));
			case 3 -> assertThat(queue.drainTo(taken, 1)).isEqualTo(1);
			default -> taken.add(queue.getAsync().join());
		}
	}

	@Test
	@DisplayName("maxSize is exact for every value from 1 up")
	void boundIsExact() throws InterruptedException {
		int[] bounds = IntStream.concat(IntStream.rangeClosed(1, rounds(200)), IntStream.of(99, 100, 200))
			.distinct()
			.toArray();
		for (int maxSize : bounds) {
			SyncQueue<Integer> queue = this.registry.queue("q" + maxSize, maxSize);
			for (int i = 0; i < maxSize; i++) {
				assertThat(queue.size()).isEqualTo(i);
				assertThat(queue.offer(i)).as("%s of %s", i, maxSize).isTrue();
			}
			for (int i = 0; i < 3; i++) {
				assertFull(queue, maxSize);
				assertThat(queue.get()).isEqualTo(i);
				assertThat(queue.size()).isEqualTo(maxSize - 1);
				assertThat(queue.offer(maxSize + i)).isTrue();
			}
			assertFull(queue, maxSize);
			List<Integer> rest = new ArrayList<>();
			assertThat(queue.drainTo(rest, Integer.MAX_VALUE)).isEqualTo(maxSize);
			assertThat(rest).isEqualTo(IntStream.range(3, maxSize + 3).boxed().toList());
			assertThat(queue.poll()).isNull();
		}
	}

	private static void assertFull(SyncQueue<Integer> queue, int maxSize) throws InterruptedException {
		assertThat(queue.size()).isEqualTo(maxSize);
		assertThat(queue.offer(-1)).as("one more than %s", maxSize).isFalse();
		assertThat(queue.offer(-1, Duration.ZERO)).as("one more than %s", maxSize).isFalse();
	}

	@Test
	@DisplayName("add on a full queue is a QueueFullException that names the queue and its bound")
	void addOnFullQueue() {
		SyncQueue<String> queue = this.registry.queue("q", 17);
		IntStream.range(0, 17).forEach((i) -> queue.add("a"));
		assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.add("b"))
			.withMessageContainingAll("queue \"q\"", "17");
		assertThat(queue.size()).isEqualTo(17);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE })
	@DisplayName("A negative maxSize is an IllegalArgumentException and creates nothing")
	void negativeBound(int maxSize) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.queue("q", maxSize))
			.withMessageContainingAll("queue \"q\"", String.valueOf(maxSize));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.queue("q", String.class, maxSize));
		assertThat(this.registry.queue("q", 1).maxSize()).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.queue("q", maxSize));
	}

	@Test
	@DisplayName("A null item is a NullPointerException, whatever the state of the queue")
	void nullItem() {
		SyncQueue<String> open = this.registry.queue("open", 1);
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		SyncQueue<String> closed = this.registry.queue("closed", 1);
		closed.close();
		for (SyncQueue<String> queue : List.of(open, full, closed)) {
			List<TestThreads.Action> calls = List.of(() -> queue.put(null), () -> queue.add(null),
					() -> queue.offer(null), () -> queue.offer(null, Duration.ofHours(1)), () -> queue.putAsync(null));
			assertThat(calls).allSatisfy((call) -> assertThatNullPointerException().isThrownBy(call::run));
		}
		assertThat(open.size()).isZero();
		assertThat(full.size()).isEqualTo(1);
	}

	@Test
	@DisplayName("drainTo moves at most the given number, oldest first")
	void drainToMovesTheOldest() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		List<Integer> target = new ArrayList<>(List.of(-1));
		assertThat(queue.drainTo(target, 10)).isZero();
		IntStream.range(0, 5).forEach(queue::add);
		assertThat(queue.drainTo(target, 0)).isZero();
		assertThat(queue.drainTo(target, 2)).isEqualTo(2);
		assertThat(target).containsExactly(-1, 0, 1);
		assertThat(queue.drainTo(target, 10)).isEqualTo(3);
		assertThat(target).containsExactly(-1, 0, 1, 2, 3, 4);
	}

	@Test
	@DisplayName("drainTo refuses the queue's own view")
	void drainToItself() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		queue.add(1);
		assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue.asBlockingQueue(), 1));
		assertThat(queue.size()).isEqualTo(1);
	}

	@Test
	@DisplayName("A call that need not wait ignores the interrupt flag and keeps it")
	void interruptFlagIsKept() {
		SyncQueue<Integer> queue = this.registry.queue("q", 2);
		this.threads.run("interrupted", () -> {
			Thread.currentThread().interrupt();
			queue.add(1);
			assertThat(queue.offer(2)).isTrue();
			assertThat(queue.offer(3)).isFalse();
			assertThat(queue.poll()).isEqualTo(1);
			assertThat(queue.drainTo(new ArrayList<>(), 1)).isEqualTo(1);
			assertThat(queue.close()).isTrue();
			assertThat(queue.closeNow()).isEmpty();
			assertThat(Thread.interrupted()).isTrue();
		}).result();
	}

	@Test
	@DisplayName("A typed queue refuses a wrong item at put with an exception that names the queue and both types")
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void typedQueueRefusesAWrongItem() {
		SyncQueue<Integer> queue = this.registry.queue("q", Integer.class, 10);
		SyncQueue raw = queue;
		List<TestThreads.Action> calls = List.of(() -> raw.put("text"), () -> raw.add("text"), () -> raw.offer("text"),
				() -> raw.offer("text", Duration.ofHours(1)), () -> raw.putAsync("text"),
				() -> raw.asBlockingQueue().add("text"), () -> raw.asBlockingQueue().put("text"),
				() -> raw.asBlockingQueue().offer("text"));
		assertThat(calls).allSatisfy((call) -> assertThatExceptionOfType(ClassCastException.class).isThrownBy(call::run)
			.withMessageContainingAll("queue \"q\"", "java.lang.Integer", "java.lang.String"));
		assertThat(queue.size()).isZero();
		queue.add(1);
		assertThat(queue.poll()).isEqualTo(1);
	}

	@Test
	@DisplayName("A queue is not AutoCloseable, so that nobody closes it for everyone by accident")
	void queueIsNotAutoCloseable() {
		assertThat(this.registry.queue("q")).isNotInstanceOf(AutoCloseable.class);
	}

}
