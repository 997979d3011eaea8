/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.local.QueueWaiter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Delays}, one thread playing all parts, the timer's among them. Time
 * passes with each look at the clock and not otherwise, so that an item can become due
 * between any two looks.
 */
class DelaysTests {

	private static final int LOOKS = 16;

	private long now;

	private final DelayTimer timer = new DelayTimer(() -> this.now++, (task) -> {
	});

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("Items get to getters that wait, at whatever moments they become due")
	void dueWhileGettersWait(int maxSize) {
		atAnyMoments((one, other) -> {
			LocalQueue<String> queue = queue(maxSize);
			int items = put(queue, one) + put(queue, other);
			expectItems(queue, items);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	@DisplayName("Items that become due while the queue is full or becomes empty get to getters")
	void dueWhileFull(int maxSize) {
		atAnyMoments((one, other) -> {
			LocalQueue<String> queue = queue(maxSize);
			int items = put(queue, one);
			while (queue.offer("plain")) {
				items++;
			}
			items += put(queue, other);
			runTimer();
			assertThat(queue.poll()).isNotNull();
			expectItems(queue, items - 1);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("A closed queue lets its getters go when the last item was delivered, whenever that is due")
	void dueWhileClosed(int maxSize) {
		atAnyMoments((one, other) -> {
			LocalQueue<String> queue = queue(maxSize);
			put(queue, one);
			put(queue, other);
			queue.offer("urgent", PutOptions.defaults().priority(1).timeToLive(Duration.ofNanos(other)));
			queue.close();
			List<ParkedWaiter<Object>> getters = getters(queue, 4);
			runTimer();
			assertThat(getters).extracting(ParkedWaiter::outcome).doesNotContainNull().endsWith(Outcome.CLOSED);
		});
	}

	private void expectItems(LocalQueue<String> queue, int items) {
		List<ParkedWaiter<Object>> getters = getters(queue, items);
		runTimer();
		assertThat(getters).extracting(ParkedWaiter::outcome).allMatch(Outcome.SERVED::equals);
		assertThat(queue.snapshot().delayed()).isZero();
		assertThat(queue.size()).isZero();
	}

	private List<ParkedWaiter<Object>> getters(LocalQueue<String> queue, int count) {
		List<ParkedWaiter<Object>> getters = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ParkedWaiter<Object> getter = new ParkedWaiter<>(this, null, ParkedWaiter.FOREVER);
			queue.channel.takeOrEnlist(getter);
			getters.add(getter);
		}
		return getters;
	}

	private static int put(LocalQueue<String> queue, int due) {
		return queue.offer("delayed", PutOptions.defaults().delay(Duration.ofNanos(due))) ? 1 : 0;
	}

	private LocalQueue<String> queue(int maxSize) {
		return new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), maxSize, null,
				this.timer);
	}

	/**
	 * Let time pass, and do what is due.
	 */
	private void runTimer() {
		for (int i = 0; i < 3 * LOOKS; i++) {
			this.timer.runDue();
		}
	}

	private static void atAnyMoments(Scenario scenario) {
		for (int one = 1; one < LOOKS; one++) {
			for (int other = 1; other < LOOKS; other++) {
				scenario.run(one, other);
			}
		}
	}

	/**
	 * What happens with two items that become due after some looks at the clock.
	 */
	private interface Scenario {

		void run(int one, int other);

	}

}
