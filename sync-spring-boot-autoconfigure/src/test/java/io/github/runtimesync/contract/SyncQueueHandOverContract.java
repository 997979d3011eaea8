/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No wake-up is lost: a waiter that leaves early passes on what was meant for it, and
 * nobody is turned away who could be served.
 */
public abstract class SyncQueueHandOverContract extends SyncContract {

	@Test
	@DisplayName("An item that meets an interrupted getter goes to the next one")
	void interruptedGetterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> race.round(() -> {
				try {
					queue.get();
					queue.add(2);
				}
				catch (InterruptedException ex) {
					// The other getter must get the item
				}
			}, () -> assertThat(queue.get()).isNotNull(), () -> queue.add(1), race.interrupt(0)));
		}
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("An item that meets a timed-out getter goes to the next one")
	void timedOutGetterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> race.round(() -> {
				if (queue.poll(limit(round)) != null) {
					queue.add(2);
				}
			}, () -> assertThat(queue.get()).isNotNull(), () -> queue.add(1)));
		}
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("An item that meets a cancelled getter goes to the next one")
	void cancelledGetterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				CompletableFuture<Integer> getter = queue.getAsync();
				race.round(() -> {
					if (!getter.cancel(false)) {
						queue.add(2);
					}
				}, () -> assertThat(queue.get()).isNotNull(), () -> queue.add(1));
			});
		}
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("Room that meets an interrupted putter goes to the next one")
	void interruptedPutterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				queue.add(0);
				race.round(() -> {
					try {
						queue.put(1);
						queue.poll();
					}
					catch (InterruptedException ex) {
						// The other putter must get the room
					}
				}, () -> {
					queue.put(2);
					queue.poll();
				}, queue::poll, race.interrupt(0));
				assertThat(queue.size()).isZero();
			});
		}
	}

	@Test
	@DisplayName("Room that meets a timed-out putter goes to the next one")
	void timedOutPutterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				queue.add(0);
				race.round(() -> {
					if (queue.offer(1, limit(round))) {
						queue.poll();
					}
				}, () -> {
					queue.put(2);
					queue.poll();
				}, queue::poll);
				assertThat(queue.size()).isZero();
			});
		}
	}

	@Test
	@DisplayName("Room that meets a cancelled putter goes to the next one")
	void cancelledPutterPassesOn() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				queue.add(0);
				CompletableFuture<Void> putter = queue.putAsync(1);
				race.round(() -> {
					putter.cancel(false);
					TestThreads.eventually().until(putter::isDone);
					if (!putter.isCompletedExceptionally()) {
						queue.poll();
					}
				}, () -> {
					queue.put(2);
					queue.poll();
				}, queue::poll);
				assertThat(queue.size()).isZero();
			});
		}
	}

	@Test
	@DisplayName("A getter that is about to park gets the only item there will be")
	void onlyPutRacesParking() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		try (Race race = new Race()) {
			repeat(10_000, (round) -> race.round(() -> assertThat(queue.get()).isEqualTo(1), () -> queue.put(1)));
		}
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("A putter that is about to park gets the only room there will be")
	void onlyGetRacesParking() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		queue.add(-1);
		try (Race race = new Race()) {
			repeat(10_000,
					(round) -> race.round(() -> queue.put(round), () -> assertThat(queue.poll()).isEqualTo(round - 1)));
		}
		assertThat(queue.size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("k puts and k takers that are about to park: every taker returns")
	void putsRaceParking(int maxSize) {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		Action put = () -> queue.put(1);
		Action get = () -> assertThat(queue.get()).isEqualTo(1);
		try (Race race = new Race()) {
			repeat(3_000, (round) -> race.round(get, put, get, put));
		}
		assertThat(queue.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 5 })
	@DisplayName("offer is never refused while there is room, poll is never null while there is an item")
	void nobodyIsTurnedAway(int maxSize) {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		this.threads.startTogether(4, "thread", (i) -> () -> {
			repeat(50_000, (round) -> {
				if (!queue.offer(i)) {
					throw new AssertionError("refused though there is room for each thread");
				}
				if (queue.poll() == null) {
					throw new AssertionError("null though there is an item for each thread");
				}
			});
			return null;
		});
		this.threads.joinAll();
		assertThat(queue.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	@DisplayName("size is never negative and never above maxSize")
	void sizeStaysWithinBounds(int maxSize) {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		int items = rounds(3_000);
		for (int i = 0; i < 2; i++) {
			this.threads.run("putter-" + i, () -> {
				for (int item = 0; item < items; item++) {
					queue.put(item);
				}
			});
			this.threads.run("getter-" + i, () -> {
				for (int item = 0; item < items; item++) {
					queue.get();
				}
			});
		}
		Task<Integer> observer = this.threads.start("observer", () -> {
			int samples = 0;
			while (!Thread.currentThread().isInterrupted() && samples < items) {
				int size = queue.size();
				if (size < 0 || size > maxSize) {
					throw new AssertionError("size " + size);
				}
				samples++;
				Thread.yield();
			}
			return samples;
		});
		this.threads.joinAll();
		assertThat(observer.result()).isPositive();
		assertThat(queue.size()).isZero();
	}

	/**
	 * Return a time limit that is about to end when the other side acts, in some rounds.
	 */
	private static Duration limit(int round) {
		return Duration.ofNanos(1_000 * (1 + round % 100));
	}

}
