/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Puts of all kinds against each other, pauses, interrupts and the end.
 */
public abstract class SyncQueueOptionsRaceContract extends SyncContract {

	private static final int ITEMS = 60;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	@DisplayName("Priorities, delays, keys and pauses against close: what was accepted is delivered once")
	void nothingLost(int maxSize) {
		try (Race race = new Race()) {
			repeat(150, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				Ledger ledger = new Ledger();
				race.round(() -> put(queue, ledger, 0), () -> put(queue, ledger, 1),
						() -> queue.forEach(ledger::delivered), getter(queue, ledger), () -> pauseAndClose(queue));
				assertThat(snapshot(this.registry, queue).delayed()).isZero();
				ledger.settle(queue);
				assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2 })
	@DisplayName("closeNow against puts of all kinds: what was accepted is delivered or handed back, once")
	void closeNow(int maxSize) {
		try (Race race = new Race()) {
			repeat(150, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				Ledger ledger = new Ledger();
				race.round(() -> put(queue, ledger, 0), () -> put(queue, ledger, 1),
						() -> queue.forEach(ledger::delivered), () -> queue.closeNow().forEach(ledger::delivered));
				assertThat(snapshot(this.registry, queue).delayed()).isZero();
				ledger.settle(queue);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2 })
	@DisplayName("What was accepted with a time to live is delivered or counted as expired")
	void expiry(int maxSize) {
		try (Race race = new Race()) {
			repeat(100, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				AtomicInteger accepted = new AtomicInteger();
				AtomicInteger delivered = new AtomicInteger();
				AtomicInteger largest = new AtomicInteger();
				Action put = () -> {
					for (int i = 0; i < ITEMS; i++) {
						PutOptions brief = PutOptions.defaults().timeToLive(Duration.ofNanos(1 + i % 3 * 20_000));
						if (queue.put(i, (i % 2 == 0) ? brief : brief.delay(Duration.ofNanos(i * 1_000)))) {
							accepted.incrementAndGet();
						}
						largest.accumulateAndGet(queue.size(), Math::max);
					}
				};
				Action get = () -> {
					while (delivered.get() + snapshot(this.registry, queue).expired() < 2 * ITEMS) {
						if (queue.poll(Duration.ofMillis(1)) != null) {
							delivered.incrementAndGet();
						}
					}
				};
				race.round(put, put, get);
				QueueSnapshot snapshot = snapshot(this.registry, queue);
				assertThat(accepted.get()).isEqualTo(2 * ITEMS);
				assertThat(delivered.get() + snapshot.expired()).isEqualTo(accepted.get());
				assertThat(snapshot.puts()).isEqualTo(snapshot.gets() + snapshot.expired());
				assertThat(snapshot.gets()).isEqualTo(delivered.get());
				if (maxSize != 0) {
					assertThat(largest.get()).isLessThanOrEqualTo(maxSize);
				}
			});
		}
	}

	private static Action getter(SyncQueue<Integer> queue, Ledger ledger) {
		return () -> {
			Integer item;
			do {
				item = queue.getAsync().get();
			}
			while (ledger.delivered(item));
		};
	}

	private static void pauseAndClose(SyncQueue<Integer> queue) {
		for (int i = 0; i < 10; i++) {
			queue.pause();
			Thread.yield();
			queue.resume();
		}
		queue.close();
	}

	private static void put(SyncQueue<Integer> queue, Ledger ledger, int seed) throws InterruptedException {
		try {
			for (int i = 0; i < ITEMS; i++) {
				int item = ledger.item();
				if (put(queue, item, i + seed)) {
					ledger.accepted(item);
				}
			}
		}
		catch (QueueClosedException ex) {
			assertThat(queue.isClosed()).isTrue();
		}
	}

	private static boolean put(SyncQueue<Integer> queue, int item, int way) throws InterruptedException {
		PutOptions options = PutOptions.defaults();
		return switch (way % 6) {
			case 0 -> queue.put(item, options.priority(way % 3 - 1));
			case 1 -> queue.put(item, options.delay(Duration.ofNanos(way * 2_000)));
			case 2 -> queue.put(item, options.key("key" + way % 4));
			case 3 -> queue.offer(item, options.priority(1).delay(Duration.ofNanos(1_000)).key("delayed"));
			case 4 -> queue.offer(item);
			default -> {
				queue.put(item);
				yield true;
			}
		};
	}

}
