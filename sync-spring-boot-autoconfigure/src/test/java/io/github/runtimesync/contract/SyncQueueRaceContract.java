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

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A put that returned is delivered, a put that threw is not: also when it races a close,
 * a timeout, an interrupt or a cancellation.
 */
public abstract class SyncQueueRaceContract extends SyncContract {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("close against put: what was accepted is delivered once, what was refused is not")
	void closeRacesPut(int maxSize) {
		try (Race race = new Race()) {
			repeat(1_500, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				Ledger ledger = new Ledger();
				race.round(() -> putUntilClosed(queue, ledger), () -> putUntilClosed(queue, ledger),
						() -> queue.forEach(ledger::delivered), queue::close);
				ledger.settle(queue);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("closeNow against putters and getters: each item goes to exactly one of them")
	void closeNowRacesConsumers(int maxSize) {
		try (Race race = new Race()) {
			repeat(1_500, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				Ledger ledger = new Ledger();
				Action closeNow = () -> queue.closeNow().forEach(ledger::delivered);
				race.round(() -> putUntilClosed(queue, ledger), () -> queue.forEach(ledger::delivered), closeNow,
						() -> {
							Integer item;
							do {
								item = (round % 2 == 0) ? queue.poll(Duration.ofHours(1)) : queue.getAsync().get();
							}
							while (ledger.delivered(item));
						}, closeNow);
				assertThat(queue.size()).isZero();
				ledger.settle(queue);
			});
		}
	}

	private static void putUntilClosed(SyncQueue<Integer> queue, Ledger ledger) throws InterruptedException {
		try {
			for (int i = 0; i < 50; i++) {
				int item = ledger.item();
				if (i % 3 != 0 || queue.maxSize() == 0) {
					queue.put(item);
					ledger.accepted(item);
				}
				else if (queue.offer(item)) {
					ledger.accepted(item);
				}
			}
		}
		catch (QueueClosedException ex) {
			assertThat(queue.isClosed()).isTrue();
		}
	}

	@Test
	@DisplayName("close against a blocked putter that gets room: it returns or throws, and its item goes with that")
	void closeRacesRoom() {
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, 1);
				Ledger ledger = new Ledger();
				accept(queue, ledger);
				Action put = () -> {
					int item = ledger.item();
					try {
						queue.put(item);
						ledger.accepted(item);
					}
					catch (QueueClosedException ex) {
						assertThat(queue.isClosed()).isTrue();
					}
				};
				race.round(put, put, queue::close, () -> assertThat(ledger.delivered(queue.poll())).isTrue());
				ledger.settle(queue);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("Time limits against puts and gets: an item is moved by both sides or by neither")
	void timeoutRacesTheOtherSide(int maxSize) {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(4_000, (round) -> {
				Duration limit = Duration.ofNanos(1_000 * (1 + round % 100));
				Action offer = () -> {
					int item = ledger.item();
					if (queue.offer(item, limit)) {
						ledger.accepted(item);
					}
				};
				Action poll = () -> ledger.delivered(queue.poll(limit));
				race.round(offer, poll, offer, poll);
			});
		}
		assertThat(ledger.settle(queue)).isPositive();
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
	}

	@Test
	@DisplayName("Interrupts against puts: an interrupted getter takes no item")
	void interruptRacesPut() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(4_000, (round) -> {
				race.round(() -> {
					try {
						ledger.delivered(queue.get());
					}
					catch (InterruptedException ex) {
						// The item, if any, is still there
					}
				}, race.interrupt(0), () -> accept(queue, ledger));
				ledger.delivered(queue.poll());
				assertThat(queue.size()).isZero();
			});
		}
		ledger.settle(queue);
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
	}

	@Test
	@DisplayName("Interrupts against gets: an interrupted putter puts no item")
	void interruptRacesGet() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(4_000, (round) -> {
				accept(queue, ledger);
				race.round(() -> {
					int item = ledger.item();
					try {
						queue.put(item);
						ledger.accepted(item);
					}
					catch (InterruptedException ex) {
						// The item is not there
					}
				}, race.interrupt(0), () -> ledger.delivered(queue.poll()));
				ledger.delivered(queue.poll());
				assertThat(queue.size()).isZero();
			});
		}
		ledger.settle(queue);
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
	}

	@Test
	@DisplayName("Cancellations against puts: a cancelled getter takes no item")
	void cancelRacesPut() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(4_000, (round) -> {
				CompletableFuture<Integer> getter = queue.getAsync();
				race.round(() -> {
					if (!getter.cancel(false)) {
						ledger.delivered(getter.join());
					}
				}, () -> accept(queue, ledger));
				ledger.delivered(queue.poll());
				assertThat(queue.size()).isZero();
			});
		}
		ledger.settle(queue);
	}

	@Test
	@DisplayName("Cancellations against gets: a cancelled putter puts no item and takes no room")
	void cancelRacesGet() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(4_000, (round) -> {
				accept(queue, ledger);
				int item = ledger.item();
				CompletableFuture<Void> putter = queue.putAsync(item);
				race.round(() -> {
					putter.cancel(false);
					TestThreads.eventually().until(putter::isDone);
					if (!putter.isCompletedExceptionally()) {
						ledger.accepted(item);
					}
				}, () -> assertThat(ledger.delivered(queue.poll())).isTrue());
				ledger.delivered(queue.poll());
				assertThat(queue.size()).isZero();
			});
		}
		ledger.settle(queue);
	}

	@Test
	@DisplayName("close against pending futures: each ends, and its item goes with its outcome")
	void closeRacesFutures() {
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, 1);
				Ledger ledger = new Ledger();
				accept(queue, ledger);
				int item = ledger.item();
				CompletableFuture<Void> putter = queue.putAsync(item);
				race.round(queue::close, () -> ledger.delivered(queue.poll()),
						() -> ledger.delivered(queue.getAsync().get()));
				TestThreads.eventually().until(putter::isDone);
				if (!putter.isCompletedExceptionally()) {
					ledger.accepted(item);
				}
				ledger.settle(queue);
			});
		}
	}

	private static void accept(SyncQueue<Integer> queue, Ledger ledger) {
		int item = ledger.item();
		queue.add(item);
		ledger.accepted(item);
	}

}
