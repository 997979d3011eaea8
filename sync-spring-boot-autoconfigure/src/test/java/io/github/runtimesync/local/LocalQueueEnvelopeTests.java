/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.RegistrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the envelopes of {@link LocalQueue} and the observation of puts.
 */
@Timeout(60)
class LocalQueueEnvelopeTests {

	private final List<PutEnd> ends = new CopyOnWriteArrayList<>();

	private final DefaultSyncRegistry plain = LocalSyncRegistry.create();

	private final DefaultSyncRegistry observed = LocalSyncRegistry
		.create(RegistrySettings.DEFAULT.withPutObserver((queue, item) -> new PutObservation() {

			@Override
			public Map<String, String> headers() {
				return Map.of("queue", queue, "item", item.toString());
			}

			@Override
			public void end(PutEnd end) {
				LocalQueueEnvelopeTests.this.ends.add(end);
			}

		}));

	@AfterEach
	void close() {
		this.plain.close();
		this.observed.close();
	}

	@Test
	@DisplayName("An item of a plain put has no envelope")
	void bare() throws Exception {
		EngineQueue<String> queue = queue(this.plain, 0);
		queue.put("a");
		assertThat(envelope(queue)).isNull();
	}

	@Test
	@DisplayName("A stamped put has an envelope with its time and an id of its own")
	void stamped() throws Exception {
		EngineQueue<String> queue = queue(this.plain, 0);
		queue.put("before");
		queue.stampPuts();
		Instant start = Instant.ofEpochMilli(System.currentTimeMillis());
		queue.put("a");
		queue.put("b");
		String before = queue.poll((item, envelope) -> item + envelope);
		assertThat(before).isEqualTo("beforenull");
		Envelope<?> first = envelope(queue);
		Envelope<?> second = envelope(queue);
		assertThat(first.item()).isEqualTo("a");
		assertThat(first.putTime()).isBetween(start, Instant.now());
		assertThat(first.age()).isPositive().isGreaterThanOrEqualTo(second.age().minusSeconds(1));
		assertThat(first.id()).isNotEqualTo(second.id());
		assertThat(first.headers()).isEmpty();
	}

	@Test
	@DisplayName("What an observer attaches arrives with the item, and every other getter gets the bare item")
	void headers() throws Exception {
		EngineQueue<String> queue = queue(this.observed, 0);
		queue.put("a");
		assertThat(envelope(queue).headers()).isEqualTo(Map.of("queue", "q", "item", "a"));
		for (String item : List.of("b", "c", "d", "e", "f", "g", "h")) {
			queue.put(item);
		}
		BlockingQueue<String> view = queue.asBlockingQueue();
		assertThat(view.peek()).isEqualTo("b");
		assertThat(view).containsExactly("b", "c", "d", "e", "f", "g", "h").contains("c").doesNotContain("x");
		assertThat(view.toArray()).contains("h");
		assertThat(view.remove("c")).isTrue();
		assertThat(view.removeIf("e"::equals)).isTrue();
		assertThat(queue.get()).isEqualTo("b");
		assertThat(queue.getAsync().join()).isEqualTo("d");
		List<String> drained = new ArrayList<>();
		queue.drainTo(drained, 1);
		assertThat(drained).containsExactly("f");
		assertThat(queue.closeNow()).containsExactly("g", "h");
	}

	@Test
	@DisplayName("A waiting getter gets the bare item, and a waiting taker of envelopes the envelope")
	void waiting() throws Exception {
		EngineQueue<String> queue = queue(this.observed, 0);
		CompletableFuture<String> getter = queue.getAsync();
		queue.put("a");
		assertThat(getter.join()).isEqualTo("a");
		queue.putAsync("b").join();
		String header = queue.poll(Duration.ofSeconds(10), (item, envelope) -> envelope.headers().get("item"));
		assertThat(header).isEqualTo("b");
	}

	@Test
	@DisplayName("An observer learns how each put ended")
	void ends() throws Exception {
		EngineQueue<String> queue = queue(this.observed, 1);
		queue.put("a");
		assertThat(queue.offer("b")).isFalse();
		assertThat(queue.offer("b", Duration.ofNanos(1))).isFalse();
		assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> queue.add("b"));
		assertThat(queue.asBlockingQueue().offer("b")).isFalse();
		CompletableFuture<Void> cancelled = queue.putAsync("b");
		cancelled.cancel(true);
		CompletableFuture<Void> late = queue.putAsync("c");
		queue.poll();
		late.join();
		CompletableFuture<Void> closed = queue.putAsync("d");
		queue.close();
		assertThat(closed).isCompletedExceptionally();
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.put("d"));
		assertThat(this.ends).containsExactly(PutEnd.ADDED, PutEnd.FULL, PutEnd.FULL, PutEnd.FULL, PutEnd.FULL,
				PutEnd.CANCELLED, PutEnd.ADDED, PutEnd.CLOSED, PutEnd.CLOSED);
	}

	@Test
	@DisplayName("An observer learns that a put was interrupted")
	void interrupted() throws Exception {
		EngineQueue<String> queue = queue(this.observed, 1);
		queue.put("a");
		Thread putter = new Thread(() -> {
			try {
				queue.put("b");
			}
			catch (InterruptedException ex) {
				// As expected.
			}
		});
		putter.start();
		while (queue.snapshot().blockedPutters() == 0) {
			Thread.onSpinWait();
		}
		putter.interrupt();
		putter.join();
		assertThat(this.ends).containsExactly(PutEnd.ADDED, PutEnd.INTERRUPTED);
	}

	@Test
	@DisplayName("An envelope put into another queue is an item like others")
	void envelopeAsItem() throws Exception {
		EngineQueue<String> queue = queue(this.observed, 1);
		queue.put("a");
		Envelope<?> envelope = envelope(queue);
		EngineQueue<Object> other = (EngineQueue<Object>) this.plain.<Object>queue("other");
		other.stampPuts();
		other.put(envelope);
		assertThat(other.get()).isSameAs(envelope);
	}

	private static @Nullable Envelope<?> envelope(EngineQueue<String> queue) {
		List<@Nullable Envelope<?>> envelopes = new ArrayList<>();
		queue.poll((item, envelope) -> envelopes.add(envelope));
		return envelopes.get(0);
	}

	private static EngineQueue<String> queue(DefaultSyncRegistry registry, int maxSize) {
		return (EngineQueue<String>) registry.<String>queue("q", maxSize);
	}

}
