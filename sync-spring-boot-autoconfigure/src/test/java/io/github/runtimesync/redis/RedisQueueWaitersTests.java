/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * Many callers of two JVMs wait at many queues. Nobody looks by himself meanwhile.
 */
@Timeout(60)
class RedisQueueWaitersTests {

	private static final int QUEUES = 20;

	private static final int EACH = 10;

	private final Faults faults = Faults.none();

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
		this.faults.close();
	}

	@Test
	@DisplayName("200 getters at 20 queues cost one more connection per JVM; each of 200 puts wakes one, and nobody is left")
	void onePutEach() {
		List<List<Task<Integer>>> getters = IntStream.range(0, QUEUES)
			.mapToObj((queue) -> IntStream.range(0, EACH)
				.mapToObj((i) -> this.threads.start("getter-" + queue + "-" + i,
						() -> registry(i).<Integer>queue("q" + queue).get()))
				.toList())
			.toList();
		awaitNoted();
		assertConnections();
		for (int put = 0; put < EACH; put++) {
			for (int i = 0; i < QUEUES; i++) {
				// At every other queue first those of one JVM, then those of the other,
				// put.
				registry((i % 2 == 0) ? put : 2 * put / EACH).<Integer>queue("q" + i).add(put);
				awaitWaiting("q" + i, EACH - put - 1);
			}
		}
		assertThat(getters).allSatisfy((tasks) -> assertThat(tasks).extracting(Task::result)
			.containsExactlyInAnyOrder(IntStream.range(0, EACH).boxed().toArray(Integer[]::new)));
		assertThat(IntStream.range(0, QUEUES).map((i) -> waiting("q" + i))).containsOnly(0);
		assertConnections();
	}

	@Test
	@DisplayName("Each put wakes one of 200 who go on waiting, and a close wakes all")
	void closed() {
		ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
		List<Task<Void>> waiters = IntStream.range(0, QUEUES * EACH)
			.mapToObj((i) -> this.threads.run("waiter-" + i,
					() -> registry(i / QUEUES).<Integer>queue("q" + i % QUEUES).forEach(taken::add)))
			.toList();
		awaitNoted();
		for (int item = 0; item < QUEUES * 5; item++) {
			registry(item / QUEUES).<Integer>queue("q" + item % QUEUES).add(item);
			int size = item + 1;
			TestThreads.eventually().until(() -> taken.size() == size);
		}
		assertThat(taken).doesNotHaveDuplicates();
		IntStream.range(0, QUEUES).forEach((i) -> awaitWaiting("q" + i, EACH));
		for (int i = 0; i < QUEUES; i++) {
			this.faults.one().queue("q" + i).close();
		}
		waiters.forEach(Task::result);
		IntStream.range(0, QUEUES).forEach((i) -> assertThat(waiting("q" + i)).isZero());
		assertConnections();
	}

	private DefaultSyncRegistry registry(int i) {
		return (i % 2 == 0) ? this.faults.one() : this.faults.other();
	}

	/**
	 * Wait until all wait, and Redis knows of both JVMs at each queue and can tell them.
	 */
	private void awaitNoted() {
		TestThreads.eventually().until(() -> clients("pubsub") == 2);
		for (int i = 0; i < QUEUES; i++) {
			String name = "q" + i;
			awaitWaiting(name, EACH);
			TestThreads.eventually()
				.until(() -> this.faults.server().run("ZCARD", "sync:1:{faults:queues:" + name + "}:wi").equals(2L));
		}
	}

	private void awaitWaiting(String queue, int getters) {
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(waiting(queue)).as("waiting at " + queue).isEqualTo(getters));
	}

	private int waiting(String queue) {
		return Stream.of(this.faults.one(), this.faults.other())
			.flatMap((registry) -> registry.snapshot(SyncKind.QUEUE, queue).stream())
			.mapToInt((snapshot) -> ((QueueSnapshot) snapshot).blockedGetters())
			.sum();
	}

	private void assertConnections() {
		assertThat(clients("pubsub")).isEqualTo(2);
		// The one that asks is the third.
		assertThat(clients("normal")).isEqualTo(3);
	}

	private long clients(String type) {
		return ((String) this.faults.server().run("CLIENT", "LIST", "TYPE", type)).lines().count();
	}

}
