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
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items that are put with a key.
 */
public abstract class SyncQueueKeyContract extends SyncContract {

	private static final PutOptions KEY = PutOptions.defaults().key("k");

	@Test
	@DisplayName("While an item is queued, another one with its key changes nothing")
	void once() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		assertThat(queue.put("a", KEY)).isTrue();
		assertThat(queue.put("b", PutOptions.defaults().key(new String("k")))).isFalse();
		assertThat(queue.offer("b", KEY)).isFalse();
		assertThat(queue.add("b", KEY)).isFalse();
		assertThat(queue.put("c", PutOptions.defaults().key("other"))).isTrue();
		assertThat(queue.put("d", KEY)).as("also when it is full").isFalse();
		assertThat(queue.closeNow()).containsExactly("a", "c");
	}

	@Test
	@DisplayName("Keys that no encoder can write are different keys")
	void unwritable() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		List<String> keys = List.of("?", "\ud800", "\ud801", "\udc00\ud800", "\ud800\udc00", "%uD800", "%3F");
		for (String key : keys) {
			assertThat(queue.put(key, PutOptions.defaults().key(key))).as("put").isTrue();
			assertThat(queue.put(key, PutOptions.defaults().key(key))).as("put again").isFalse();
		}
		assertThat(queue.closeNow()).isEqualTo(keys);
	}

	@Test
	@DisplayName("A key is free once its item is taken, removed or cleared")
	void free() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("a", KEY);
		assertThat(queue.get()).isEqualTo("a");
		assertThat(queue.put("b", KEY)).isTrue();
		assertThat(queue.asBlockingQueue().remove("b")).isTrue();
		assertThat(queue.put("c", KEY)).isTrue();
		queue.asBlockingQueue().clear();
		assertThat(queue.put("d", KEY)).isTrue();
		queue.drainTo(new ArrayList<>(), 1);
		assertThat(queue.put("e", KEY)).isTrue();
	}

	@Test
	@DisplayName("An item that goes to a waiting getter leaves its key free")
	void handOver() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		assertThat(queue.add("a", KEY)).isTrue();
		assertThat(getter.result()).isEqualTo("a");
		assertThat(queue.add("b", KEY)).isTrue();
	}

	@Test
	@DisplayName("The key of a delayed item is taken before and after it is due")
	void delayed() {
		SyncQueue<String> queue = this.registry.queue("q");
		assertThat(queue.add("a", KEY.delay(Duration.ofMillis(20)))).isTrue();
		assertThat(queue.add("b", KEY)).isFalse();
		TestThreads.eventually().until(() -> queue.size() == 1);
		assertThat(queue.add("b", KEY)).isFalse();
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(queue.add("b", KEY)).isTrue();
	}

	@Test
	@DisplayName("Of two putters with one key that wait for room, the second learns that it is too late")
	void waitingPutters() {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.add("x");
		queue.add("y");
		Task<Boolean> first = this.threads.start("first", () -> queue.put("a", KEY));
		awaitBlockedPutters(queue, 1);
		Task<Boolean> second = this.threads.start("second", () -> queue.put("b", KEY));
		awaitBlockedPutters(queue, 2);
		assertThat(queue.poll()).isEqualTo("x");
		assertThat(first.result()).isTrue();
		assertThat(queue.poll()).isEqualTo("y");
		assertThat(second.result()).isFalse();
		assertThat(queue.closeNow()).containsExactly("a");
	}

	@Test
	@DisplayName("A putter that is interrupted while it waits for room leaves the key free")
	void interrupted() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("full");
		Task<Boolean> putter = this.threads.start("putter", () -> queue.put("a", KEY));
		awaitBlockedPutters(queue, 1);
		putter.thread().interrupt();
		assertThat(putter.failure()).isInstanceOf(InterruptedException.class);
		queue.poll();
		assertThat(queue.add("b", KEY)).isTrue();
	}

}
