/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items that are put with a time to live.
 */
public abstract class SyncQueueExpiryContract extends SyncContract {

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final PutOptions BRIEF = PutOptions.defaults().timeToLive(SHORT);

	private static final PutOptions LONG = PutOptions.defaults().timeToLive(Duration.ofHours(1));

	private static void outlive() {
		long start = System.nanoTime();
		TestThreads.eventually().until(() -> System.nanoTime() - start > SHORT.toNanos());
	}

	@Test
	@DisplayName("An item within its time is delivered, one beyond it is dropped and counted")
	void dropped() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("old", BRIEF);
		queue.put("plain");
		queue.put("young", LONG);
		outlive();
		assertThat(queue.size()).as("until somebody takes").isEqualTo(3);
		assertThat(queue.asBlockingQueue().peek()).isEqualTo("plain");
		assertThat(queue.get()).isEqualTo("plain");
		assertThat(queue.get()).isEqualTo("young");
		QueueSnapshot snapshot = snapshot(this.registry, queue);
		assertThat(snapshot.expired()).isEqualTo(1);
		assertThat(snapshot.puts()).isEqualTo(3);
		assertThat(snapshot.gets()).isEqualTo(2);
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("A queue of expired items has nothing to take, in whatever way")
	void nothingLeft() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("a", BRIEF);
		queue.put("b", BRIEF);
		outlive();
		assertThat(queue.asBlockingQueue().peek()).isNull();
		assertThat(queue.poll()).isNull();
		queue.put("c", BRIEF);
		outlive();
		assertThat(queue.poll(Duration.ofMillis(1))).isNull();
		queue.put("d", BRIEF);
		outlive();
		CompletableFuture<String> getter = queue.getAsync();
		assertThat(getter).isNotDone();
		queue.put("e");
		assertThat(getter.join()).isEqualTo("e");
		queue.put("f", BRIEF);
		outlive();
		assertThat(queue.closeNow()).isEmpty();
		assertThat(snapshot(this.registry, queue).expired()).isEqualTo(5);
	}

	@Test
	@DisplayName("An expired item frees its room when it would be taken: a waiting putter's item is taken instead")
	void room() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.put("old", BRIEF);
		Task<Void> putter = this.threads.run("putter", () -> queue.put("new"));
		awaitBlockedPutters(queue, 1);
		outlive();
		assertThat(queue.get()).isEqualTo("new");
		putter.result();
	}

	@Test
	@DisplayName("An item that has expired while its putter waited is not delivered")
	void expiredPutter() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("first");
		Task<Boolean> putter = this.threads.start("putter", () -> queue.put("old", BRIEF));
		awaitBlockedPutters(queue, 1);
		outlive();
		assertThat(queue.poll()).isEqualTo("first");
		assertThat(putter.result()).isTrue();
		assertThat(queue.poll()).isNull();
		assertThat(snapshot(this.registry, queue).expired()).isEqualTo(1);
	}

	@Test
	@DisplayName("An expired item leaves its key free once it is dropped")
	void key() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", BRIEF.key("k"));
		outlive();
		assertThat(queue.poll()).isNull();
		assertThat(queue.add("b", BRIEF.key("k"))).isTrue();
	}

	@Test
	@DisplayName("The end of a pause gives waiting getters what has not expired")
	void pause() {
		SyncQueue<String> queue = this.registry.queue("q", 2);
		queue.pause();
		CompletableFuture<String> getter = queue.getAsync();
		queue.add("old", BRIEF);
		queue.add("young");
		Task<Void> putter = this.threads.run("putter", () -> queue.put("later"));
		awaitBlockedPutters(queue, 1);
		outlive();
		queue.resume();
		assertThat(getter.join()).isEqualTo("young");
		putter.result();
		assertThat(queue.poll()).isEqualTo("later");
	}

	@Test
	@DisplayName("The time of a delayed item begins when it is due")
	void delayed() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("a", LONG.timeToLive(Duration.ofSeconds(30)).delay(Duration.ofMillis(10)));
		assertThat(queue.get()).isEqualTo("a");
	}

}
