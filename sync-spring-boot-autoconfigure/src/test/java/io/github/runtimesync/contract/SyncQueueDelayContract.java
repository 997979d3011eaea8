/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Items that are put with a delay.
 */
public abstract class SyncQueueDelayContract extends SyncContract {

	private static final PutOptions LATER = PutOptions.defaults().delay(Duration.ofHours(1));

	private static PutOptions millis(int millis) {
		return PutOptions.defaults().delay(Duration.ofMillis(millis));
	}

	@Test
	@DisplayName("A delayed item is counted apart, and delivered when due and not before")
	void due() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		long start = System.nanoTime();
		assertThat(queue.put("a", millis(40))).isTrue();
		assertThat(queue.get()).isEqualTo("a");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
		assertThat(snapshot(this.registry, queue).delayed()).isZero();
		queue.put("b", LATER);
		QueueSnapshot snapshot = snapshot(this.registry, queue);
		assertThat(snapshot.delayed()).isEqualTo(1);
		assertThat(snapshot.size()).isZero();
		assertThat(queue.poll()).isNull();
	}

	@Test
	@DisplayName("A delayed item enters the queue by itself when it is due")
	void entersByItself() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a", PutOptions.defaults().notBefore(Instant.now().plusMillis(20)));
		TestThreads.eventually().until(() -> queue.size() == 1);
		assertThat(snapshot(this.registry, queue).delayed()).isZero();
		assertThat(queue.poll()).isEqualTo("a");
	}

	@Test
	@DisplayName("Items come in the order of their times, whatever the order of their puts")
	void order() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("late", LATER.delay(Duration.ofHours(3)));
		queue.add("early", LATER);
		queue.add("middle", PutOptions.defaults().notBefore(Instant.now().plus(Duration.ofHours(2))));
		assertThat(queue.closeNow()).containsExactly("early", "middle", "late");
	}

	@Test
	@DisplayName("A time that has come, and a delay that is none, make no difference")
	void past() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", PutOptions.defaults().notBefore(Instant.MIN));
		queue.add("b", PutOptions.defaults().delay(Duration.ofSeconds(-1)));
		queue.add("c", PutOptions.defaults().delay(Duration.ZERO));
		assertThat(queue.closeNow()).containsExactly("a", "b", "c");
	}

	@Test
	@DisplayName("Delays longer than any clock counts are kept, and are one time: the order is that of the puts")
	void forEver() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", PutOptions.defaults().notBefore(Instant.MAX));
		queue.add("b", PutOptions.defaults().delay(Duration.ofSeconds(Long.MAX_VALUE)));
		assertThat(queue.poll()).isNull();
		assertThat(queue.closeNow()).containsExactly("a", "b");
	}

	@Test
	@DisplayName("A bounded queue takes as many delayed items as its bound, besides those that are queued")
	void bound() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		assertThat(queue.offer("a", LATER)).isTrue();
		assertThat(queue.offer("b", LATER)).isFalse();
		assertThat(queue.offer("b")).isTrue();
		Task<Boolean> putter = this.threads.start("putter", () -> queue.put("c", LATER));
		awaitBlockedPutters(queue, 1);
		putter.thread().interrupt();
		assertThat(putter.failure()).isInstanceOf(InterruptedException.class);
		awaitBlockedPutters(queue, 0);
		assertThat(queue.closeNow()).containsExactly("b", "a");
	}

	@Test
	@DisplayName("A putter that waits for room for a delayed item gets it when another one is due")
	void boundWaits() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.put("a", millis(50));
		Task<Boolean> putter = this.threads.start("putter", () -> queue.put("b", millis(80)));
		assertThat(putter.result()).isTrue();
		assertThat(queue.get()).isEqualTo("a");
		assertThat(queue.get()).isEqualTo("b");
	}

	@Test
	@DisplayName("An item that is due waits for room, and enters before putters that wait")
	void fullWhenDue() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.put("first");
		queue.put("delayed", millis(1));
		Task<Void> putter = this.threads.run("putter", () -> queue.put("plain"));
		awaitBlockedPutters(queue, 1);
		long start = System.nanoTime();
		TestThreads.eventually().until(() -> System.nanoTime() - start > 5_000_000);
		assertThat(snapshot(this.registry, queue).delayed()).isEqualTo(1);
		assertThat(queue.size()).isEqualTo(1);
		assertThat(queue.get()).isEqualTo("first");
		assertThat(queue.get()).isEqualTo("delayed");
		assertThat(queue.get()).isEqualTo("plain");
		putter.result();
	}

	@Test
	@DisplayName("A getter that waits, and one that is asynchronous, get the items when they are due")
	void waitingGetters() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		CompletableFuture<String> future = queue.getAsync();
		queue.add("a", millis(10));
		queue.add("b", millis(20));
		assertThat(getter.result()).isEqualTo("a");
		assertThat(future).succeedsWithin(TestThreads.PATIENCE).isEqualTo("b");
	}

	@Test
	@DisplayName("A dependent of a future that blocks does not hold up other queues")
	void blockingDependent() throws Exception {
		SyncQueue<String> one = this.registry.queue("one");
		SyncQueue<String> other = this.registry.queue("other");
		SyncQueue<String> latch = this.registry.queue("latch");
		CompletableFuture<String> blocked = one.getAsync().thenApply((item) -> {
			try {
				return latch.get();
			}
			catch (InterruptedException ex) {
				return null;
			}
		});
		one.put("x", millis(1));
		other.put("a", millis(10));
		assertThat(other.get()).isEqualTo("a");
		latch.put("go");
		assertThat(blocked).succeedsWithin(TestThreads.PATIENCE);
	}

	@Test
	@DisplayName("A closed queue delivers what is delayed when it is due, and only then ends")
	void close() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("a");
		queue.put("b", millis(30));
		queue.close();
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.put("c", LATER));
		assertThat(queue.get()).isEqualTo("a");
		Task<String> blocked = this.threads.start("getter", queue::get);
		Task<String> second = this.threads.start("getter", queue::get);
		assertThat(new String[] { blocked.result(), second.result() }).containsExactlyInAnyOrder("b", null);
		assertThat(queue.get()).isNull();
	}

	@Test
	@DisplayName("A getter that waits when the queue closes goes on waiting for what is delayed")
	void closeWithWaitingGetter() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", millis(40));
		Task<String> getter = this.threads.start("getter", queue::get);
		queue.close();
		assertThat(getter.result()).isEqualTo("a");
		assertThat(queue.getAsync().join()).isNull();
	}

	@Test
	@DisplayName("closeNow hands back what is delayed too, after what is queued, and ends waiting getters")
	void closeNow() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("late", LATER.delay(Duration.ofHours(2)));
		queue.add("early", LATER);
		queue.close();
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		assertThat(queue.closeNow()).containsExactly("early", "late");
		assertThat(getter.result()).isNull();
		assertThat(snapshot(this.registry, queue).delayed()).isZero();
	}

	@Test
	@DisplayName("Removal ends the delay: getters get their null, and closeNow hands back what was delayed")
	void removal() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", LATER);
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		this.registry.remove(SyncKind.QUEUE, "q");
		assertThat(getter.result()).isNull();
		assertThat(queue.closeNow()).isEqualTo(keepsWhatIsRemoved() ? List.of("a") : List.of());
	}

	@Test
	@DisplayName("When the registry closes, getters get their null and what is delayed is still counted")
	void registryClose() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("a", LATER);
		Task<String> getter = this.threads.start("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		closeRegistry(this.registry);
		assertThat(getter.result()).isNull();
		assertThat(snapshot(this.registry, queue).delayed()).isEqualTo(1);
	}

	@Test
	@DisplayName("A paused queue takes in what is due and hands it out afterwards")
	void pause() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.pause();
		queue.put("a", millis(1));
		TestThreads.eventually().until(() -> queue.size() == 1);
		assertThat(queue.poll()).isNull();
		queue.resume();
		assertThat(queue.get()).isEqualTo("a");
	}

}
