/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many callers of two JVMs wait at many queues.
 */
@Timeout(60)
class RedisQueueWaitersTests {

	private static final int QUEUES = 20;

	private static final int EACH = 10;

	private final Faults faults = Faults.durable();

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
		this.faults.close();
	}

	@Test
	@DisplayName("200 waiters at 20 queues cost one more connection per JVM; each put wakes one of them, and close all")
	void manyWaiters() {
		ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
		List<Task<Void>> waiters = IntStream.range(0, QUEUES * EACH)
			.mapToObj((i) -> this.threads.run("waiter-" + i,
					() -> registry(i).<Integer>queue("q" + i % QUEUES).forEach(taken::add)))
			.toList();
		TestThreads.eventually().until(() -> waiting() == QUEUES * EACH);
		TestThreads.eventually().until(() -> clients("pubsub") == 2);
		// The one that asks is the third.
		assertThat(clients("normal")).isEqualTo(3);
		for (int put = 0; put < 5; put++) {
			for (int i = 0; i < QUEUES; i++) {
				int item = put * QUEUES + i;
				registry(item / QUEUES).<Integer>queue("q" + i).add(item);
				TestThreads.eventually().until(() -> taken.size() == item + 1);
			}
		}
		assertThat(taken).doesNotHaveDuplicates();
		TestThreads.eventually().until(() -> waiting() == QUEUES * EACH);
		for (int i = 0; i < QUEUES; i++) {
			this.faults.one().queue("q" + i).close();
		}
		waiters.forEach(Task::result);
		assertThat(waiting()).isZero();
		assertThat(clients("normal") + clients("pubsub")).isEqualTo(5);
	}

	private DefaultSyncRegistry registry(int i) {
		return ((i / QUEUES) % 2 == 0) ? this.faults.one() : this.faults.other();
	}

	private int waiting() {
		return IntStream.range(0, QUEUES).map((i) -> waiting("q" + i)).sum();
	}

	private int waiting(String name) {
		return List.of(this.faults.one(), this.faults.other())
			.stream()
			.flatMap((registry) -> registry.snapshot(SyncKind.QUEUE, name).stream())
			.mapToInt((snapshot) -> ((QueueSnapshot) snapshot).blockedGetters())
			.sum();
	}

	private long clients(String type) {
		return ((String) this.faults.server().run("CLIENT", "LIST", "TYPE", type)).lines().count();
	}

}
