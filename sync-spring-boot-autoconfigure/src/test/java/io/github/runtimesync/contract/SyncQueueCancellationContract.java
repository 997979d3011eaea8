/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

	@ParameterizedTest
	@MethodSource("endings")
	@DisplayName("A getter that was cancelled, timed out or completed by hand takes no item")
	void endedGetterTakesNoItem(Consumer<CompletableFuture<?>> ending) {
		SyncQueue<String> queue = this.registry.queue("q");
		for (int i = 0; i < 100; i++) {
			ending.accept(queue.getAsync());
		}
		CompletableFuture<String> waiting = queue.getAsync();
		ending.accept(queue.getAsync());
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
	void endedPutterPutsNoItem(Consumer<CompletableFuture<?>> ending) {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		for (int i = 0; i < 100; i++) {
			ending.accept(queue.putAsync("x"));
		}
		CompletableFuture<Void> waiting = queue.putAsync("b");
		ending.accept(queue.putAsync("x"));
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(waiting).succeedsWithin(TestThreads.PATIENCE);
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(queue.poll()).isNull();
		assertThat(queue.offer("c")).isTrue();
		assertThat(queue.poll()).isEqualTo("c");
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
	}

	static Stream<Named<Consumer<CompletableFuture<?>>>> endings() {
		return Stream.of(Named.of("cancelled", (future) -> assertThat(future.cancel(true)).isTrue()),
				Named.of("timed out", (future) -> {
					future.orTimeout(1, TimeUnit.MILLISECONDS);
					TestThreads.eventually().until(future::isCompletedExceptionally);
				}), Named.of("timed out with a default", (future) -> {
					future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
					TestThreads.eventually().until(future::isDone);
				}), Named.of("completed", (future) -> assertThat(future.complete(null)).isTrue()), Named.of("failed",
						(future) -> assertThat(future.completeExceptionally(new IllegalStateException())).isTrue()));
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
