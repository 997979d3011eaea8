/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a {@link SyncQueue} promises to a caller that stops waiting: time limit and
 * interrupt.
 */
public abstract class SyncQueueInterruptContract extends SyncContract {

	@Test
	@DisplayName("A time limit of zero or less does not wait")
	void zeroTimeDoesNotWait() throws InterruptedException {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		for (Duration limit : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
			assertThat(queue.poll(limit)).isNull();
			assertThat(queue.offer("a", limit)).isTrue();
			assertThat(queue.offer("b", limit)).isFalse();
			assertThat(queue.poll(limit)).isEqualTo("a");
		}
	}

	@Test
	@DisplayName("A call that times out takes nothing, puts nothing and leaves nobody waiting")
	void timingOutLeavesNothing() throws InterruptedException {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		assertThat(queue.poll(Duration.ofMillis(5))).isNull();
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
		queue.add("a");
		assertThat(queue.offer("late", Duration.ofMillis(5))).isFalse();
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
		assertThat(queue.poll()).isEqualTo("a");
		assertThat(queue.poll()).isNull();
		queue.add("b");
		assertThat(queue.size()).isEqualTo(1);
	}

	@Test
	@DisplayName("The longest time limit there is does not overflow")
	void longestTimeDoesNotOverflow() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
		Task<String> getter = this.threads.start("getter", () -> queue.poll(longest));
		awaitBlockedGetters(queue, 1);
		getter.awaitBlocked();
		queue.add("a");
		assertThat(getter.result()).isEqualTo("a");
		queue.add("b");
		Task<Boolean> putter = this.threads.start("putter", () -> queue.offer("c", longest));
		awaitBlockedPutters(queue, 1);
		putter.awaitBlocked();
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(putter.result()).isTrue();
	}

	@Test
	@DisplayName("An interrupt ends every blocking call, which takes nothing, puts nothing and leaves nobody waiting")
	void interruptEndsEveryBlockingCall() {
		SyncQueue<String> empty = this.registry.queue("empty", 1);
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		List<Task<Void>> calls = blockingCalls(empty, full).stream()
			.map((call) -> this.threads.run("call", call))
			.toList();
		awaitBlockedGetters(empty, 5);
		awaitBlockedPutters(full, 4);
		calls.forEach((call) -> call.awaitBlocked().thread().interrupt());
		assertThat(calls).allSatisfy((call) -> assertThat(call.failure()).isInstanceOf(InterruptedException.class));
		awaitBlockedGetters(empty, 0);
		awaitBlockedPutters(full, 0);
		empty.add("b");
		assertThat(empty.poll()).isEqualTo("b");
		assertThat(full.poll()).isEqualTo("a");
		assertThat(full.poll()).isNull();
	}

	@Test
	@DisplayName("A thread that is interrupted already does not begin to wait")
	void interruptedThreadDoesNotWait() {
		SyncQueue<String> empty = this.registry.queue("empty", 1);
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		this.threads.run("interrupted", () -> {
			for (Action call : blockingCalls(empty, full)) {
				Thread.currentThread().interrupt();
				assertThatExceptionOfType(InterruptedException.class).isThrownBy(call::run);
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
		}).result();
		assertThat(full.poll()).isEqualTo("a");
		assertThat(full.poll()).isNull();
	}

	@Test
	@DisplayName("A blocked caller holds no monitor")
	void blockedCallerHoldsNoMonitor() {
		SyncQueue<String> empty = this.registry.queue("empty", 1);
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		List<Task<Void>> calls = blockingCalls(empty, full).stream()
			.map((call) -> this.threads.run("call", call))
			.toList();
		awaitBlockedGetters(empty, 5);
		awaitBlockedPutters(full, 4);
		calls.forEach(Monitors::assertNoneHeld);
		calls.forEach((call) -> call.thread().interrupt());
		calls.forEach(Task::failure);
	}

	private static List<Action> blockingCalls(SyncQueue<String> empty, SyncQueue<String> full) {
		return List.of(empty::get, () -> empty.poll(Duration.ofHours(1)), () -> empty.forEach((item) -> {
		}), () -> empty.asBlockingQueue().take(), () -> empty.asBlockingQueue().poll(1, TimeUnit.HOURS),
				() -> full.put("x"), () -> full.offer("x", Duration.ofHours(1)), () -> full.asBlockingQueue().put("x"),
				() -> full.asBlockingQueue().offer("x", 1, TimeUnit.HOURS));
	}

	@Test
	@DisplayName("An interrupted or timed-out waiter does not keep an item or room from the next one")
	void leavingWaiterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		Task<Integer> leaving = this.threads.start("leaving", queue::get);
		awaitBlockedGetters(queue, 1);
		Task<Integer> staying = this.threads.start("staying", queue::get);
		awaitBlockedGetters(queue, 2);
		leaving.thread().interrupt();
		assertThat(leaving.failure()).isInstanceOf(InterruptedException.class);
		queue.add(1);
		assertThat(staying.result()).isEqualTo(1);
		queue.add(2);
		Task<Void> leavingPutter = this.threads.run("leaving putter", () -> queue.put(3));
		awaitBlockedPutters(queue, 1);
		Task<Void> stayingPutter = this.threads.run("staying putter", () -> queue.put(4));
		awaitBlockedPutters(queue, 2);
		leavingPutter.thread().interrupt();
		assertThat(leavingPutter.failure()).isInstanceOf(InterruptedException.class);
		assertThat(queue.poll()).isEqualTo(2);
		stayingPutter.result();
		assertThat(queue.poll()).isEqualTo(4);
	}

}
