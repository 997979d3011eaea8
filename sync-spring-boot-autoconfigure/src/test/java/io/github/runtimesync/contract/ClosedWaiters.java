/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One waiter of each sort on a wait group that is going to be closed.
 *
 * @param threads a waiter without and one with a time limit
 * @param future a waiter that is not blocked
 */
record ClosedWaiters(List<Task<Void>> threads, CompletableFuture<Void> future) {

	static ClosedWaiters start(TestThreads threads, SyncWaitGroup group) {
		return new ClosedWaiters(List.of(threads.run("waiter", group::await),
				threads.run("timed", () -> group.await(Duration.ofHours(1)))), group.whenZero());
	}

	void assertReleased(String described) {
		assertThat(this.threads)
			.allSatisfy((waiter) -> assertThat(waiter.failure()).isInstanceOf(SyncClosedException.class)
				.hasMessageContaining(described));
		TestThreads.eventually().until(this.future::isDone);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.future::join)
			.withCauseInstanceOf(SyncClosedException.class);
	}

}
