/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.runtimesync.SyncQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the futures of a {@link SyncQueue} promise when they are cancelled.
 */
public abstract class SyncQueueCancellationContract extends SyncContract {

	/**
	 * Return whether a put that waits can be ended at any moment, rather than once what
	 * was sent elsewhere is answered. Until then its future says that it was not ended.
	 * @return whether ending a waiting put takes effect at once
	 */
	protected boolean endsPutsAtOnce() {
		return true;
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("A getter that was cancelled, timed out or completed by hand takes no item")
	void endedGetterTakesNoItem(Predicate<CompletableFuture<?>> ending) {
		SyncQueue<String> queue = this.registry.queue("q");
		for (int i = 0; i < 100; i++) {
			assertThat(ending.test(queue.getAsync())).isTrue();
		}
		CompletableFuture<String> waiting = queue.getAsync();
		assertThat(ending.test(queue.getAsync())).isTrue();
		queue.add("a");
		queue.add("b");
		assertThat(waiting).succeedsWithin(TestThreads.PATIENCE).isEqualTo("a");
		assertThat(queue.size()).isEqualTo(1);
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
	}

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("A putter that was cancelled, timed out or completed by hand puts no item and takes no room")
	void endedPutterPutsNoItem(Predicate<CompletableFuture<?>> ending) {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		for (int i = 0; i < 100; i++) {
			end(queue.putAsync("x"), ending);
		}
		CompletableFuture<Void> waiting = queue.putAsync("b");
		end(queue.putAsync("x"), ending);
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(waiting).succeedsWithin(TestThreads.PATIENCE);
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(queue.poll()).isNull();
		assertThat(queue.offer("c")).isTrue();
		assertThat(queue.poll()).isEqualTo("c");
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
	}

	private void end(CompletableFuture<?> put, Predicate<CompletableFuture<?>> ending) {
		boolean ended = ending.test(put);
		assertThat(ended || !endsPutsAtOnce()).as("ended at once").isTrue();
		TestThreads.eventually().until(put::isDone);
	}

	static Stream<Named<Predicate<CompletableFuture<?>>>> endings() {
		return Stream.of(Named.of("cancelled", (future) -> future.cancel(true)), Named.of("timed out", (future) -> {
			future.orTimeout(1, TimeUnit.MILLISECONDS);
			TestThreads.eventually().until(future::isCompletedExceptionally);
			return true;
		}), Named.of("timed out with a default", (future) -> {
			future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
			TestThreads.eventually().until(future::isDone);
			return true;
		}), Named.of("completed", (future) -> future.complete(null)),
				Named.of("failed", (future) -> future.completeExceptionally(new IllegalStateException())));
	}

	@Test
	@DisplayName("Cancelling has no effect on a call that has completed")
	void cancellingTooLate() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		CompletableFuture<Void> putter = queue.putAsync("a");
		assertThat(putter).succeedsWithin(TestThreads.PATIENCE);
		assertThat(putter.cancel(true)).isFalse();
		assertThat(queue.size()).isEqualTo(1);
		CompletableFuture<String> getter = queue.getAsync();
		assertThat(getter).succeedsWithin(TestThreads.PATIENCE);
		assertThat(getter.cancel(true)).isFalse();
		assertThat(getter).isCompletedWithValue("a");
	}

}
