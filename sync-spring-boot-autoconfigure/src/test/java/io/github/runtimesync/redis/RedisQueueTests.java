/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.RegistrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RedisQueue}. Two registries with the same settings stand for two JVMs.
 */
@Timeout(60)
class RedisQueueTests extends TwoJvms {

	/**
	 * Return one more JVM, whose puts are observed.
	 */
	private DefaultSyncRegistry observed(List<PutEnd> ends) {
		return TestRedis.registry(this.settings,
				RegistrySettings.DEFAULT.withPutObserver((queue, item) -> new PutObservation() {

					@Override
					public Map<String, String> headers() {
						return Map.of("put", queue + " " + item);
					}

					@Override
					public void end(PutEnd end) {
						ends.add(end);
					}

				}));
	}

	@Test
	@DisplayName("Items go from one JVM to another, first in, first out")
	void firstInFirstOut() throws InterruptedException {
		SyncQueue<Integer> queue = this.one.queue("q");
		SyncQueue<Integer> same = this.other.queue("q");
		for (int i = 0; i < 10; i++) {
			((i % 2 == 0) ? queue : same).put(i);
		}
		assertThat(same.size()).isEqualTo(10);
		for (int i = 0; i < 10; i++) {
			assertThat(((i % 3 == 0) ? queue : same).get()).isEqualTo(i);
		}
		assertThat(queue.poll()).isNull();
	}

	@Test
	@DisplayName("A put wakes a getter of another JVM, and a get a putter of another JVM")
	void wakesOtherJvm() {
		SyncQueue<String> queue = this.one.queue("q", 1);
		SyncQueue<String> same = this.other.queue("q");
		Task<String> getter = this.threads.start("getter", queue::get);
		Waiters.awaitBlocked(this.one, "q", 1, 0);
		same.add("a");
		assertThat(getter.result()).isEqualTo("a");
		queue.add("b");
		Task<Void> putter = this.threads.run("putter", () -> same.put("c"));
		Waiters.awaitBlocked(this.other, "q", 0, 1);
		assertThat(queue.poll()).isEqualTo("b");
		putter.result();
		assertThat(queue.poll()).isEqualTo("c");
	}

	@Test
	@DisplayName("The bound is exact while several JVMs put and take")
	void exactBound() {
		int items = 400;
		AtomicInteger left = new AtomicInteger(4 * items);
		for (int i = 0; i < 4; i++) {
			SyncQueue<Integer> queue = ((i % 2 == 0) ? this.one : this.other).queue("q", 3);
			this.threads.run("putter-" + i, () -> {
				for (int item = 0; item < items; item++) {
					queue.put(item);
				}
			});
			this.threads.run("getter-" + i, () -> {
				while (left.getAndDecrement() > 0) {
					queue.get();
				}
			});
		}
		String key = key("q");
		while (left.get() > 0) {
			assertThat((Long) TestRedis.server().run("LLEN", key)).isBetween(0L, 3L);
		}
		this.threads.joinAll();
		assertThat(this.one.queue("q").size()).isZero();
	}

	@Test
	@DisplayName("A bound that another JVM has not set is refused, and whoever asks for none gets the one that is there")
	void strictBound() {
		this.one.queue("q", 3);
		assertThat(this.other.queue("q").maxSize()).isEqualTo(3);
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> this.other.queue("q", 4))
			.withMessageContainingAll("queue \"q\"", "3", "4", "sync.queues.q.max-size");
		this.one.queue("r", 3);
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> this.other.queue("r", 4));
		assertThat(this.other.count(SyncKind.QUEUE)).isOne();
		assertThat(this.other.queue("r", 3).maxSize()).isEqualTo(3);
	}

	@Test
	@DisplayName("The first declared type holds for all JVMs, whenever it is declared")
	void strictType() {
		this.one.queue("q", Integer.class);
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> this.other.queue("q", String.class))
			.withMessageContainingAll("queue \"q\"", "java.lang.Integer", "java.lang.String", "sync.queues.q.type");
		SyncQueue<Integer> untyped = this.other.queue("q");
		untyped.add(1);
		assertThat(this.other.queue("q", Integer.class)).isSameAs(untyped);
		SyncQueue<Object> late = this.one.queue("late");
		this.other.queue("late", String.class);
		assertThatExceptionOfType(SyncDefinitionException.class)
			.isThrownBy(() -> this.one.queue("late", Integer.class));
		assertThat(this.one.queue("late", String.class)).isSameAs(late);
	}

	@Test
	@DisplayName("close wakes everybody in all JVMs, and is true for the one that closed")
	void closeWakesAllJvms() {
		List<Task<String>> getters = IntStream.range(0, 6)
			.mapToObj((i) -> this.threads.start("getter-" + i,
					() -> ((i % 2 == 0) ? this.one : this.other).<String>queue("empty").get()))
			.toList();
		this.one.queue("full", 1).add("a");
		List<Task<Void>> putters = IntStream.range(0, 6)
			.mapToObj((i) -> this.threads.run("putter-" + i,
					() -> ((i % 2 == 0) ? this.one : this.other).<String>queue("full").put("b")))
			.toList();
		for (SyncRegistry registry : List.of(this.one, this.other)) {
			Waiters.awaitBlocked(registry, "empty", 3, 0);
			Waiters.awaitBlocked(registry, "full", 0, 3);
		}
		assertThat(this.one.queue("empty").close()).isTrue();
		assertThat(this.other.queue("empty").close()).isFalse();
		assertThat(this.other.queue("full").close()).isTrue();
		assertThat(getters).allSatisfy((getter) -> assertThat(getter.result()).isNull());
		assertThat(putters)
			.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
		assertThat(this.one.queue("full").closeNow()).containsExactly("a");
	}

	@Test
	@DisplayName("A queue that another JVM has paused hands out nothing until somebody resumes it")
	void pauseForAllJvms() {
		SyncQueue<String> queue = this.one.queue("q");
		SyncQueue<String> same = this.other.queue("q");
		assertThat(same.pause()).isTrue();
		assertThat(queue.pause()).isFalse();
		queue.add("a");
		queue.add("b");
		assertThat(queue.poll()).isNull();
		List<Task<String>> getters = List.of(this.threads.start("one", queue::get),
				this.threads.start("other", same::get));
		Waiters.awaitBlocked(this.one, "q", 1, 0);
		Waiters.awaitBlocked(this.other, "q", 1, 0);
		assertThat(queue.resume()).isTrue();
		assertThat(getters.stream().map(Task::result)).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	@DisplayName("clear in one JVM lets in the putters of another")
	void clearLetsIn() {
		EngineQueue<String> queue = (EngineQueue<String>) this.one.<String>queue("q", 2);
		queue.add("a");
		queue.add("b");
		List<Task<Void>> putters = IntStream.range(0, 2)
			.mapToObj((i) -> this.threads.run("putter-" + i, () -> this.other.<String>queue("q").put("c")))
			.toList();
		Waiters.awaitBlocked(this.other, "q", 0, 2);
		assertThat(queue.clear()).isEqualTo(2);
		putters.forEach(Task::result);
		assertThat(queue.closeNow()).containsExactly("c", "c");
		QueueSnapshot snapshot = queue.snapshot();
		assertThat(snapshot.puts()).isEqualTo(4);
		assertThat(snapshot.gets()).isEqualTo(4);
	}

	@Test
	@DisplayName("The end of a JVM releases its own waiters only and leaves the queue open")
	void closingRegistry() throws InterruptedException {
		SyncQueue<String> kept = this.one.queue("q");
		this.one.queue("full", 1).add("a");
		Task<String> getter = this.threads.start("getter", () -> this.other.<String>queue("q").get());
		Task<Void> putter = this.threads.run("putter", () -> this.other.<String>queue("full").put("b"));
		CompletableFuture<String> future = this.other.<String>queue("q").getAsync();
		Task<String> staying = this.threads.start("staying", kept::get);
		Waiters.awaitBlocked(this.other, "q", 2, 0);
		Waiters.awaitBlocked(this.other, "full", 0, 1);
		Waiters.awaitBlocked(this.one, "q", 1, 0);
		SyncQueue<String> closing = this.other.queue("q");
		this.other.close();
		assertThat(getter.result()).isNull();
		assertThat(putter.failure()).isInstanceOf(QueueClosedException.class);
		assertThat(future).succeedsWithin(Duration.ofSeconds(20)).isNull();
		assertThat(kept.isClosed()).isFalse();
		kept.add("c");
		assertThat(staying.result()).isEqualTo("c");
		kept.add("d");
		assertThat(closing.get()).isEqualTo("d");
		assertThat(closing.get()).isNull();
	}

	@Test
	@DisplayName("A queue removed by another JVM is closed, and the next request creates a new one")
	void removedElsewhere() {
		SyncQueue<String> queue = this.one.queue("q", 1);
		SyncQueue<String> same = this.other.queue("q");
		same.add("a");
		Task<Void> putter = this.threads.run("putter", () -> same.put("b"));
		SyncQueue<String> empty = this.other.queue("e");
		Task<String> getter = this.threads.start("getter", empty::get);
		Waiters.awaitBlocked(this.other, "q", 0, 1);
		Waiters.awaitBlocked(this.other, "e", 1, 0);
		this.one.queue("e");
		this.one.remove(SyncKind.QUEUE, "q");
		this.one.remove(SyncKind.QUEUE, "e");
		assertThat(putter.failure()).isInstanceOf(QueueClosedException.class);
		assertThat(getter.result()).isNull();
		for (SyncQueue<String> removed : List.of(queue, same)) {
			assertThat(removed.isClosed()).isTrue();
			assertThat(removed.size()).isZero();
			assertThat(removed.poll()).isNull();
			assertThat(removed.close()).isFalse();
			assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> removed.add("c"));
		}
		assertThat(empty.poll()).isNull();
		TestThreads.eventually().until(() -> this.other.count(SyncKind.QUEUE) == 0);
		SyncQueue<String> next = this.other.queue("q", 5);
		next.add("new");
		assertThat(this.one.<String>queue("q").poll()).isEqualTo("new");
		assertThat(queue.poll()).isNull();
	}

	@Test
	@DisplayName("Every item has an id and the time of its put, and what the putter's observer has attached")
	void envelopes() throws InterruptedException {
		EngineQueue<String> queue = (EngineQueue<String>) this.one.<String>queue("q");
		Instant start = Instant.now().minusSeconds(1);
		queue.put("a");
		try (DefaultSyncRegistry observed = observed(new ArrayList<>())) {
			observed.<String>queue("q").put("ä");
		}
		List<Envelope<String>> envelopes = new ArrayList<>();
		assertThat(queue.drainTo(envelopes, 2, (item, envelope) -> envelope)).isEqualTo(2);
		assertThat(envelopes).extracting(Envelope::item).containsExactly("a", "ä");
		assertThat(envelopes).extracting(Envelope::id).doesNotHaveDuplicates();
		assertThat(envelopes).extracting(Envelope::headers).containsExactly(Map.of(), Map.of("put", "q ä"));
		assertThat(envelopes).allSatisfy((envelope) -> {
			assertThat(envelope.putTime()).isBetween(start, Instant.now().plusSeconds(1));
			assertThat(envelope.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
		});
	}

	@Test
	@DisplayName("An observer learns how each put ended")
	void putEnds() throws InterruptedException {
		List<PutEnd> ends = new CopyOnWriteArrayList<>();
		try (DefaultSyncRegistry observed = observed(ends)) {
			SyncQueue<String> queue = observed.queue("q", 1);
			queue.put("a");
			assertThat(queue.offer("b")).isFalse();
			assertThat(queue.offer("b", Duration.ofNanos(1))).isFalse();
			CompletableFuture<Void> cancelled = queue.putAsync("b");
			cancelled.cancel(true);
			// It ends later if the script that is under way is answered late.
			TestThreads.eventually().until(() -> ends.size() == 4);
			Task<Void> interrupted = this.threads.run("interrupted", () -> queue.put("b"));
			Waiters.awaitBlocked(observed, "q", 0, 1);
			interrupted.thread().interrupt();
			assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
			queue.close();
			assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.put("d"));
			assertThat(ends).containsExactly(PutEnd.ADDED, PutEnd.FULL, PutEnd.FULL, PutEnd.CANCELLED,
					PutEnd.INTERRUPTED, PutEnd.CLOSED);
		}
	}

	@Test
	@DisplayName("A collection that refuses an item costs that one only")
	void refusingCollection() {
		SyncQueue<Integer> queue = this.one.queue("q");
		IntStream.range(0, 10).forEach(queue::add);
		List<Integer> target = new ArrayList<>() {

			@Override
			public boolean add(Integer item) {
				if (item == 4) {
					throw new IllegalStateException("refused");
				}
				return super.add(item);
			}

		};
		assertThatIllegalStateException().isThrownBy(() -> queue.drainTo(target, 8));
		assertThat(target).containsExactly(0, 1, 2, 3);
		TestThreads.eventually().until(() -> queue.size() == 5);
		assertThat(queue.closeNow()).containsExactly(5, 6, 7, 8, 9);
	}

	@Test
	@DisplayName("What cannot be read is told to one taker and put aside, and keeps nobody from what comes after it")
	void unreadable() throws InterruptedException {
		SyncQueue<Integer> queue = this.one.queue("q", Integer.class);
		for (String nonsense : List.of("", "nonsense", "1 2 3\n", "1 2 3\ni", "1 2 3\nstext", "1 x 3\ni1", "2 2 3\ni1",
				"1 2 3\nn", "1 2 3 {\ni1", "1 2 3\njnull")) {
			TestRedis.server().run("RPUSH", key("q"), nonsense);
			queue.add(7);
			assertThatExceptionOfType(SyncDecodingException.class).as(nonsense)
				.isThrownBy(queue::get)
				.withMessageContaining("queue \"q\"")
				.withMessageNotContaining("nonsense");
			assertThat(queue.get()).isEqualTo(7);
		}
		TestThreads.eventually().until(() -> TestRedis.server().run("LLEN", key("q", "u")).equals(10L));
		TestRedis.server().run("RPUSH", key("q"), "nonsense");
		queue.add(8);
		assertThat(queue.getAsync()).failsWithin(Duration.ofSeconds(20));
		TestRedis.server().run("LPUSH", key("q"), "nonsense");
		assertThat(queue.closeNow()).containsExactly(8);
	}

	@Test
	@DisplayName("An item whose class throws an error is put aside, and a future ends whatever is thrown")
	void errors() throws InterruptedException {
		SyncQueue<Fragile> queue = this.one.queue("q", Fragile.class);
		TestRedis.server().run("RPUSH", key("q"), "1 2 3\nj{\"kind\":\"gone\"}", "1 2 3\nj{\"kind\":\"gone\"}");
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(queue::get)
			.withMessageContaining("NoClassDefFoundError");
		assertThat(queue.getAsync()).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(SyncDecodingException.class);
		TestThreads.eventually().until(() -> TestRedis.server().run("LLEN", key("q", "u")).equals(2L));
		TestRedis.server().run("RPUSH", key("q"), "1 2 3\nj{\"kind\":\"memory\"}");
		assertThat(queue.getAsync()).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(OutOfMemoryError.class);
		queue.put(new Fragile("whole"));
		assertThat(queue.get().kind()).isEqualTo("whole");
	}

	@Test
	@DisplayName("The view of one JVM removes nothing in place of an item that another JVM has taken")
	void viewTellsItemsApart() {
		BlockingQueue<String> view = this.one.<String>queue("q").asBlockingQueue();
		view.addAll(List.of("a", "a", "b"));
		var items = view.iterator();
		items.next();
		assertThat(this.other.<String>queue("q").poll()).isEqualTo("a");
		items.remove();
		assertThat(view).containsExactly("a", "b");
		assertThat(items.next()).isEqualTo("a");
		items.remove();
		assertThat(view).containsExactly("b");
	}

	@Test
	@DisplayName("Removal serves a getter whose script is only about to be sent")
	void removalMeetsGetter() {
		for (int i = 0; i < 300; i++) {
			SyncQueue<String> queue = this.one.queue("q");
			queue.pause();
			queue.add("a");
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(this.one, "q", 1, 0);
			this.one.remove(SyncKind.QUEUE, "q");
			assertThat(getter.result()).isEqualTo("a");
		}
	}

	@Test
	@DisplayName("Many items of the largest size go through, also when they do not fit into one script")
	void largeItems() {
		SyncQueue<byte[]> queue = this.one.queue("q", byte[].class);
		int size = (int) this.settings.maxValueSize().toBytes() - 1;
		for (int i = 0; i < 40; i++) {
			byte[] item = new byte[size];
			item[0] = (byte) i;
			queue.add(item);
		}
		List<byte[]> taken = new ArrayList<>();
		TestThreads.eventually().until(() -> queue.drainTo(taken, 100) == 0);
		assertThat(taken).extracting((item) -> (int) item[0]).isEqualTo(IntStream.range(0, 40).boxed().toList());
	}

	private String key(String name) {
		return key(name, "q");
	}

	private String key(String name, String suffix) {
		return "sync:1:{" + this.settings.namespace() + ":queues:" + name + "}:" + suffix;
	}

	record Fragile(String kind) {

		Fragile {
			if (kind.equals("gone")) {
				throw new NoClassDefFoundError(kind);
			}
			if (kind.equals("memory")) {
				throw new OutOfMemoryError(kind);
			}
		}

	}

}
