/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What holds for items that are put with options of any kind, and together. What each
 * option promises is in the contracts of priority, delay, key and expiry.
 */
public abstract class SyncQueueOptionsContract extends SyncContract {

	private static final PutOptions LATER = PutOptions.defaults().delay(Duration.ofHours(1));

	@Test
	@DisplayName("A put with default options is a plain put")
	void defaults() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 4);
		queue.put("a");
		assertThat(queue.put("b", PutOptions.defaults())).isTrue();
		assertThat(queue.add("c", PutOptions.defaults())).isTrue();
		queue.add("d");
		assertThat(queue.offer("e", PutOptions.defaults())).isFalse();
		assertThat(queue.closeNow()).containsExactly("a", "b", "c", "d");
	}

	@Test
	@DisplayName("A null item, null options and an item of another type are refused, and the queue is as before")
	void badArguments() {
		SyncQueue<String> queue = this.registry.queue("q", String.class);
		assertThatNullPointerException().isThrownBy(() -> queue.put(null, LATER));
		assertThatNullPointerException().isThrownBy(() -> queue.put("a", null));
		@SuppressWarnings({ "unchecked", "rawtypes" })
		SyncQueue<Object> raw = (SyncQueue) queue;
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> raw.add(1, LATER));
		assertThat(snapshot(this.registry, queue).delayed()).isZero();
		assertThat(queue.closeNow()).isEmpty();
	}

	@Test
	@DisplayName("An interrupt before a put with options puts nothing")
	void interrupted() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<Boolean> putter = this.threads.start("putter", () -> {
			Thread.currentThread().interrupt();
			return queue.put("a", PutOptions.defaults().priority(1));
		});
		assertThat(putter.failure()).isInstanceOf(InterruptedException.class);
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("All options together: delayed, then ahead of others, once, and not too late")
	void together() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 3);
		PutOptions options = PutOptions.defaults()
			.delay(Duration.ofMillis(5))
			.priority(2)
			.key("k")
			.timeToLive(Duration.ofHours(1));
		assertThat(queue.put("a", options)).isTrue();
		assertThat(queue.put("b", options)).isFalse();
		queue.put("plain");
		TestThreads.eventually().until(() -> queue.size() == 2);
		assertThat(queue.put("c", options)).isFalse();
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(queue.poll()).isEqualTo("plain");
		assertThat(queue.put("d", options.delay(Duration.ZERO))).isTrue();
		assertThat(queue.poll()).isEqualTo("d");
	}

	@Test
	@DisplayName("Puts and gets count items once, delayed ones when they are due")
	void counts() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("a", LATER);
		queue.put("b", PutOptions.defaults().priority(1));
		queue.put("c", PutOptions.defaults().delay(Duration.ofMillis(1)));
		assertThat(queue.get()).isEqualTo("b");
		assertThat(queue.get()).isEqualTo("c");
		QueueSnapshot snapshot = snapshot(this.registry, queue);
		assertThat(snapshot.puts()).isEqualTo(2);
		assertThat(snapshot.gets()).isEqualTo(2);
		assertThat(snapshot.delayed()).isEqualTo(1);
		assertThat(snapshot.size()).isZero();
	}

	@Test
	@DisplayName("A clear drops what is queued and what is delayed, frees the keys and lets in those who wait")
	void clear() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("queued", PutOptions.defaults().key("one"));
		queue.add("delayed", LATER.key("two"));
		Task<Boolean> first = this.threads.start("first", () -> queue.put("a", PutOptions.defaults().key("1")));
		awaitBlockedPutters(queue, 1);
		Task<Boolean> second = this.threads.start("second", () -> queue.put("b", LATER.key("2")));
		awaitBlockedPutters(queue, 2);
		assertThat(((EngineQueue<?>) queue).clear()).isEqualTo(2);
		assertThat(first.result()).isTrue();
		assertThat(second.result()).isTrue();
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(snapshot(this.registry, queue).delayed()).isEqualTo(1);
		assertThat(queue.add("c", PutOptions.defaults().key("one"))).isTrue();
		assertThat(queue.closeNow()).containsExactly("c", "b");
	}

	@Test
	@DisplayName("A cleared queue delivers later delayed items")
	void clearAndGoOn() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("old", LATER);
		((EngineQueue<?>) queue).clear();
		Task<String> getter = this.threads.start("getter", queue::get);
		queue.put("new", PutOptions.defaults().delay(Duration.ofMillis(5)));
		assertThat(getter.result()).isEqualTo("new");
	}

	@Test
	@DisplayName("A closed queue is drained when nothing is queued and nothing delayed will come")
	void drained() {
		EngineQueue<String> queue = (EngineQueue<String>) this.registry.<String>queue("q");
		queue.add("a", PutOptions.defaults().priority(1));
		queue.add("b", LATER);
		assertThat(queue.isDrained()).isFalse();
		queue.close();
		assertThat(queue.isDrained()).isFalse();
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(queue.isDrained()).as("b is to come").isFalse();
		queue.release();
		assertThat(queue.isDrained()).as("b will not come").isTrue();
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.add("c", LATER));
	}

	@Test
	@DisplayName("The view shows what is queued, not what is delayed")
	void view() {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.add("a");
		queue.add("b", LATER);
		assertThat(queue.asBlockingQueue()).containsExactly("a");
		assertThat(queue.asBlockingQueue().remainingCapacity()).isEqualTo(1);
		assertThat(queue.asBlockingQueue().remove("b")).isFalse();
		List<String> drained = new ArrayList<>();
		assertThat(queue.drainTo(drained, 9)).isEqualTo(1);
		assertThat(drained).containsExactly("a");
	}

}
