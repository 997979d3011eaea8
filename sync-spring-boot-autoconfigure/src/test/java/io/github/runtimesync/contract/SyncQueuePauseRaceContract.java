/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pausing and resuming a queue at any moment loses and doubles nothing, and leaves nobody
 * behind.
 */
public abstract class SyncQueuePauseRaceContract extends SyncContract {

	private static final int ITEMS = 100_000;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7 })
	@DisplayName("Pauses among puts, gets, time-outs and interrupts: what was put is got once, and all end")
	void pausesUnderLoad(int maxSize) {
		SyncQueue<Integer> queue = this.registry.queue("q", maxSize);
		Ledger ledger = new Ledger();
		AtomicInteger left = new AtomicInteger(rounds(ITEMS));
		Task<?>[] putters = new Task<?>[2];
		for (int i = 0; i < putters.length; i++) {
			int limit = i * 20_000;
			putters[i] = this.threads.run("putter-" + i, () -> {
				while (left.decrementAndGet() >= 0) {
					put(queue, ledger, limit);
				}
			});
		}
		Task<Void> getter = this.threads.run("getter", () -> queue.forEach(ledger::delivered));
		Task<Void> interrupted = this.threads.run("interrupted", () -> getUntilDrained(queue, ledger));
		Task<Void> pauser = this.threads.run("pauser", () -> {
			for (int i = 0; left.get() > 0; i++) {
				queue.pause();
				if (i % 3 == 0) {
					interrupted.thread().interrupt();
				}
				Thread.yield();
				queue.resume();
			}
		});
		pauser.result();
		for (Task<?> putter : putters) {
			putter.result();
		}
		queue.pause();
		queue.close();
		getter.result();
		interrupted.result();
		assertThat(ledger.settle(queue)).isPositive();
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
		assertThat(snapshot(this.registry, queue).blockedPutters()).isZero();
	}

	private static void put(SyncQueue<Integer> queue, Ledger ledger, int limitNanos) throws InterruptedException {
		int item = ledger.item();
		if (limitNanos == 0) {
			queue.put(item);
			ledger.accepted(item);
		}
		else if (queue.offer(item, Duration.ofNanos(limitNanos))) {
			ledger.accepted(item);
		}
	}

	private static void getUntilDrained(SyncQueue<Integer> queue, Ledger ledger) {
		while (!queue.isClosed() || queue.size() > 0) {
			try {
				ledger.delivered(queue.poll(Duration.ofNanos(30_000)));
				ledger.delivered(queue.get());
			}
			catch (InterruptedException ex) {
				// Nothing was taken
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	@DisplayName("close against pause: everybody ends, and what was accepted is delivered")
	void closeRacesPause(int maxSize) {
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				SyncQueue<Integer> queue = this.registry.queue("q" + round, maxSize);
				Ledger ledger = new Ledger();
				Action put = () -> {
					try {
						put(queue, ledger, 0);
					}
					catch (QueueClosedException ex) {
						assertThat(queue.isClosed()).isTrue();
					}
				};
				race.round(put, put, queue::pause, () -> queue.forEach(ledger::delivered),
						() -> ledger.delivered(queue.get()), queue::close);
				assertThat(queue.isPaused()).isFalse();
				ledger.settle(queue);
			});
		}
	}

	@Test
	@DisplayName("resume against a getter that is interrupted: it takes an item or leaves it")
	void interruptRacesResume() {
		SyncQueue<Integer> queue = this.registry.queue("q");
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				queue.pause();
				int item = ledger.item();
				queue.add(item);
				ledger.accepted(item);
				race.round(() -> {
					try {
						ledger.delivered(queue.get());
					}
					catch (InterruptedException ex) {
						// The item is still there
					}
				}, race.interrupt(0), queue::resume);
				ledger.delivered(queue.poll());
				assertThat(queue.size()).isZero();
			});
		}
		ledger.settle(queue);
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
	}

}
