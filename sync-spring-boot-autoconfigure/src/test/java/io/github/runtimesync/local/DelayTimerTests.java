/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.NewThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DelayTimer}.
 */
@Timeout(60)
class DelayTimerTests {

	private final NewThreads threads = new NewThreads("sync-delay");

	private final DelayTimer timer = new DelayTimer();

	private static long in(int millis) {
		return System.nanoTime() + Duration.ofMillis(millis).toNanos();
	}

	@Test
	@DisplayName("Tasks run in the order of their times, each once")
	void order() throws Exception {
		List<String> ran = new CopyOnWriteArrayList<>();
		CountDownLatch last = new CountDownLatch(1);
		Runnable early = () -> ran.add("early");
		this.timer.wakeAt(() -> {
			ran.add("late");
			last.countDown();
		}, in(40));
		this.timer.wakeAt(early, in(20));
		this.timer.wakeAt(early, in(10));
		this.timer.wakeAt(early, in(30));
		last.await();
		assertThat(ran).containsExactly("early", "late");
	}

	@Test
	@DisplayName("A failing task leaves the others alone")
	void failure() throws Exception {
		CountDownLatch ran = new CountDownLatch(1);
		this.timer.wakeAt(() -> {
			throw new IllegalStateException("as the test wants it");
		}, in(0));
		this.timer.wakeAt(ran::countDown, in(5));
		ran.await();
	}

	@Test
	@DisplayName("The thread begins with the first alarm and ends with the last, also when it is cancelled")
	void thread() {
		Runnable task = () -> {
		};
		this.timer.wakeAt(task, in(3_600_000));
		assertThat(this.threads.alive()).hasSize(1);
		this.timer.cancel(task);
		await().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("Removing the last queue with delayed items ends the thread, and so does closing the registry")
	void queues() {
		PutOptions later = PutOptions.defaults().delay(Duration.ofHours(1));
		SyncRegistry registry = LocalSyncRegistry.create();
		SyncQueue<String> one = registry.queue("one");
		SyncQueue<String> two = registry.queue("two");
		one.add("a", later);
		two.add("b", later);
		assertThat(this.threads.alive()).hasSize(1);
		registry.remove(SyncKind.QUEUE, "one");
		assertThat(this.threads.alive()).hasSize(1);
		two.closeNow();
		await().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

}
