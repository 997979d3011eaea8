/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the reference library, as a user of this one writes them.
 */
public abstract class ReferenceExamplesContract extends SyncContract {

	@Test
	@DisplayName("A counter is shared by many threads")
	void counter() {
		IntStream.range(0, 20)
			.forEach((i) -> this.threads.run("request-" + i,
					() -> repeat(500, (j) -> this.registry.atomic("hits").add())));
		this.threads.joinAll();
		assertThat(this.registry.atomic("hits").get()).isEqualTo(20L * rounds(500));
	}

	@Test
	@DisplayName("A shared variable is updated by many threads")
	void sharedVariable() {
		IntStream.range(0, 10).forEach((i) -> this.threads.run("client-" + i, () -> {
			SyncShared<Map<String, Integer>> config = this.registry.shared("config", Map.of());
			repeat(50, (j) -> config.update((current) -> {
				Map<String, Integer> next = new TreeMap<>(current);
				next.merge("client-" + i, 1, Integer::sum);
				return Map.copyOf(next);
			}));
		}));
		this.threads.joinAll();
		SyncShared<Map<String, Integer>> config = this.registry.shared("config", Map.of());
		assertThat(config.get()).hasSize(10).allSatisfy((client, updates) -> assertThat(updates).isEqualTo(rounds(50)));
	}

	@Test
	@DisplayName("A wait group waits for 10 workers")
	void waitGroup() throws InterruptedException {
		SyncWaitGroup workers = this.registry.waitGroup("workers");
		AtomicInteger finished = new AtomicInteger();
		for (int i = 0; i < 10; i++) {
			workers.add();
			this.threads.run("worker-" + i, () -> {
				try {
					finished.incrementAndGet();
				}
				finally {
					this.registry.waitGroup("workers").done();
				}
			});
		}
		workers.await();
		assertThat(finished).hasValue(10);
	}

	@Test
	@DisplayName("A consumer takes what a producer puts, until it gets the null of a closed and drained queue")
	void queue() {
		this.threads.run("producer", () -> {
			SyncQueue<String> jobs = this.registry.queue("jobs", 10);
			for (int i = 0; i < 100; i++) {
				jobs.put("job " + i);
			}
			jobs.close();
		});
		Task<List<String>> consumer = this.threads.start("consumer", () -> {
			SyncQueue<String> jobs = this.registry.queue("jobs", 10);
			List<String> done = new ArrayList<>();
			for (String job = jobs.get(); job != null; job = jobs.get()) {
				done.add(job);
			}
			return done;
		});
		assertThat(consumer.result()).isEqualTo(IntStream.range(0, 100).mapToObj((i) -> "job " + i).toList());
	}

}
