/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two kinds of room in one queue, and what expires or becomes due while somebody looks.
 */
@Timeout(60)
class RedisQueueOptionsTests extends TwoJvms {

	private static final PutOptions LATER = PutOptions.defaults().delay(Duration.ofHours(1));

	/** Less than the shortest time after which a waiter looks again by itself. */
	private static final Duration SOON = Duration.ofMillis(1500);

	private EngineQueue<String> queue(DefaultSyncRegistry registry, int maxSize) {
		return (EngineQueue<String>) registry.queue("q", String.class, maxSize);
	}

	private static void awaitPutters(EngineQueue<String> queue, int putters) {
		TestThreads.eventually().until(() -> queue.snapshot().blockedPutters() == putters);
	}

	private static long scripts(DefaultSyncRegistry registry) {
		return registry.engines().iterator().next().figures().commands();
	}

	@Test
	@DisplayName("Who waits for room for a delayed item is not asked again and again because there is room for others")
	void noSpin() throws Exception {
		EngineQueue<String> here = queue(this.one, 2);
		EngineQueue<String> there = queue(this.other, 2);
		here.put("a", LATER);
		here.put("b", LATER);
		this.threads.start("putter", () -> here.put("c", LATER));
		this.threads.start("putter", () -> there.put("d", LATER));
		awaitPutters(here, 1);
		awaitPutters(there, 1);
		long before = scripts(this.one) + scripts(this.other);
		for (int i = 0; i < 500; i++) {
			here.put("plain");
			assertThat(there.poll()).isEqualTo("plain");
		}
		assertThat(scripts(this.one) + scripts(this.other) - before).isLessThan(1100);
		assertThat(here.clear()).isEqualTo(2);
		awaitPutters(here, 0);
		awaitPutters(there, 0);
	}

	@Test
	@DisplayName("A plain item passes one that waits for the other kind of room, and the other way round")
	void kinds() throws Exception {
		EngineQueue<String> queue = queue(this.one, 1);
		queue.put("a", LATER);
		this.threads.start("putter", () -> queue.put("b", LATER));
		awaitPutters(queue, 1);
		assertThat(queue.offer("plain", SOON)).isTrue();
		Task<Void> plain = this.threads.run("plain", () -> queue.put("plain 2"));
		awaitPutters(queue, 2);
		assertThat(queue.poll()).isEqualTo("plain");
		plain.result();
		assertThat(queue.poll()).isEqualTo("plain 2");
	}

	@Test
	@DisplayName("A duplicate is told so although others wait for room in front of it")
	void duplicate() throws Exception {
		EngineQueue<String> queue = queue(this.one, 1);
		queue.put("a", PutOptions.defaults().key("k"));
		this.threads.run("putter", () -> queue.put("plain"));
		awaitPutters(queue, 1);
		Task<Boolean> duplicate = this.threads.start("duplicate", () -> queue.put("b", PutOptions.defaults().key("k")));
		assertThat(duplicate.result()).isFalse();
	}

	@Test
	@DisplayName("A duplicate that comes while a script is under way is told so too")
	void duplicateMeetsScript() throws Exception {
		for (int i = 0; i < 200; i++) {
			EngineQueue<String> queue = (EngineQueue<String>) this.one.queue("q" + i, String.class, 1);
			queue.put("a", PutOptions.defaults().key("k"));
			CompletableFuture<Void> putter = queue.putAsync("plain");
			assertThat(queue.put("b", PutOptions.defaults().key("k"))).isFalse();
			putter.cancel(false);
		}
	}

	@Test
	@DisplayName("An item for which there is room behind more waiting ones than a script takes is not forgotten")
	void behindMany() throws Exception {
		EngineQueue<String> queue = queue(this.one, 1);
		queue.put("first");
		String large = "x".repeat(200_000);
		List<Task<Void>> putters = new ArrayList<>();
		for (int i = 1; i <= 7; i++) {
			putters.add(this.threads.run("putter", () -> queue.put(large)));
			awaitPutters(queue, i);
		}
		long before = scripts(this.one);
		Task<Boolean> delayed = this.threads.start("delayed", () -> queue.put("late", LATER));
		assertThat(delayed.result()).isTrue();
		assertThat(scripts(this.one) - before).isLessThan(50);
		for (int i = 0; i <= 7; i++) {
			assertThat(queue.get()).isNotNull();
		}
		putters.forEach(Task::result);
	}

	@Test
	@DisplayName("An item that is due enters in place of one that has expired, also when the queue is closed")
	void dueBehindExpired() throws Exception {
		EngineQueue<String> queue = queue(this.one, 1);
		queue.put("old", PutOptions.defaults().timeToLive(Duration.ofMillis(1)));
		queue.put("due", PutOptions.defaults().delay(Duration.ofMillis(1)));
		long start = System.nanoTime();
		TestThreads.eventually().until(() -> System.nanoTime() - start > 5_000_000);
		queue.close();
		assertThat(queue.poll()).isEqualTo("due");
		assertThat(queue.get()).isNull();
		assertThat(queue.snapshot().expired()).isEqualTo(1);
	}

	@Test
	@DisplayName("Thousands of items that are due or have expired at once are dealt with in more than one script")
	void thousands() throws Exception {
		EngineQueue<String> queue = queue(this.one, 0);
		List<Task<Void>> putters = new ArrayList<>();
		for (int thread = 0; thread < 8; thread++) {
			putters.add(this.threads.run("putter", () -> {
				for (int i = 0; i < 400; i++) {
					queue.put("old", PutOptions.defaults().timeToLive(Duration.ofMillis(1)));
					queue.put("due", PutOptions.defaults().delay(Duration.ofMillis(1)));
				}
			}));
		}
		putters.forEach(Task::result);
		for (int i = 0; i < 3200; i++) {
			assertThat(queue.get()).isEqualTo("due");
		}
		assertThat(queue.poll()).isNull();
		assertThat(queue.snapshot().expired()).isEqualTo(3200);
	}

}
