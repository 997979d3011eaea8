/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One putter and one taker of the same JVM, who keep step as {@link Pairing} explains,
 * until one of them stays away.
 */
@Timeout(60)
class RedisQueuePairTests {

	private static final int ROUNDS = 400;

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 0", "3, 0", "3, 1", "5, 2" })
	@DisplayName("A taker gets all items although the putter does not come back before")
	void putterStaysAway(int items, int bound) {
		try (DefaultSyncRegistry registry = RedisQueueLoanTests.sleepy(TestRedis.settings())) {
			SyncQueue<Integer> queue = registry.queue("q", bound);
			Semaphore taken = new Semaphore(0);
			Task<List<Integer>> taker = this.threads.start("taker", () -> {
				List<Integer> got = new ArrayList<>();
				while (got.size() < ROUNDS * items) {
					got.add(queue.get());
					taken.release();
				}
				return got;
			});
			Task<Void> putter = this.threads.run("putter", () -> {
				for (int round = 0; round < ROUNDS; round++) {
					for (int i = 0; i < items; i++) {
						queue.put(round * items + i);
					}
					taken.acquire(items);
				}
			});
			putter.result();
			assertThat(taker.result()).isEqualTo(IntStream.range(0, ROUNDS * items).boxed().toList());
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "3, 0", "3, 2" })
	@DisplayName("A putter puts all items although the taker does not come back before")
	void takerStaysAway(int items, int bound) {
		try (DefaultSyncRegistry registry = RedisQueueLoanTests.sleepy(TestRedis.settings())) {
			SyncQueue<Integer> queue = registry.queue("q", bound);
			Semaphore turns = new Semaphore(0);
			Semaphore put = new Semaphore(0);
			Task<Void> taker = this.threads.run("taker", () -> {
				for (int round = 0; round < ROUNDS; round++) {
					for (int i = 0; i < items; i++) {
						assertThat(queue.get()).isEqualTo(round * items + i);
					}
					turns.release();
					put.acquire();
				}
			});
			Task<Void> putter = this.threads.run("putter", () -> {
				for (int round = 0; round < ROUNDS; round++) {
					for (int i = 0; i < items; i++) {
						queue.put(round * items + i);
					}
					turns.acquire();
					queue.put(-1);
					assertThat(queue.poll()).isEqualTo(-1);
					put.release();
				}
			});
			putter.result();
			taker.result();
		}
	}

}
