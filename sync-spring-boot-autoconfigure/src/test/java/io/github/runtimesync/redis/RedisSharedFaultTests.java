/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a shared variable when something goes wrong with Redis.
 */
@Timeout(60)
class RedisSharedFaultTests {

	private static final int UPDATERS = 8;

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("Updates of two JVMs count exactly once while everything goes wrong in turn")
	void exactlyOnce() {
		try (Faults faults = Faults.durable()) {
			updateDuring(faults, (updates) -> faults.inTurn(updates, 3 * UPDATERS));
			assertThat(faults.proxy().dropped()).isPositive();
		}
	}

	@Test
	@DisplayName("Updates of two JVMs count exactly once in storms that kill connections and subscriptions")
	void storms() {
		try (Faults faults = Faults.durable()) {
			updateDuring(faults, (updates) -> faults.storm(updates, 3 * UPDATERS));
		}
	}

	/**
	 * Let threads of two JVMs update until the faults are over, and one JVM listen.
	 * @param fault lets things go wrong, given what counts the updates
	 */
	private void updateDuring(Faults faults, Consumer<AtomicInteger> fault) {
		List<Integer> seen = new CopyOnWriteArrayList<>();
		faults.other().<Integer>shared("s", 0).onChange(seen::add);
		AtomicInteger updates = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		List<Task<List<Integer>>> updaters = this.threads.startTogether(UPDATERS, "updater", (i) -> () -> {
			SyncShared<Integer> shared = ((i % 2 == 0) ? faults.one() : faults.other()).shared("s", 0);
			List<Integer> values = new ArrayList<>();
			while (!over.get()) {
				values.add(shared.update((value) -> value + 1));
				updates.incrementAndGet();
			}
			return values;
		});
		fault.accept(updates);
		over.set(true);
		int[] values = updaters.stream()
			.map(Task::result)
			.flatMap(List::stream)
			.mapToInt(Integer::intValue)
			.sorted()
			.toArray();
		assertThat(values).isEqualTo(IntStream.rangeClosed(1, values.length).toArray());
		SyncShared<Integer> shared = faults.one().shared("s", 0);
		assertThat(shared.get()).isEqualTo(values.length);
		assertThat(shared.version()).isEqualTo(values.length);
		TestThreads.eventually().until(() -> seen.get(seen.size() - 1) == values.length);
		assertThat(seen).isSorted().doesNotHaveDuplicates();
	}

	@Test
	@DisplayName("A set whose reply got lost happens once, and so does a compareAndSet")
	void lostReply() {
		try (Faults faults = Faults.durable()) {
			SyncShared<String> shared = faults.one().shared("s", "a");
			shared.get();
			faults.loseReply();
			shared.set("b");
			assertThat(shared.version()).isOne();
			faults.loseReply();
			assertThat(shared.compareAndSet("b", "c")).isTrue();
			assertThat(shared.get()).isEqualTo("c");
			assertThat(shared.version()).isEqualTo(2);
			assertThat(faults.proxy().dropped()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("When Redis comes back empty the variable starts again from its initial value, and listeners are told")
	void restartedEmpty() {
		try (Faults faults = Faults.forgetful()) {
			SyncShared<String> shared = faults.one().shared("s", "initial");
			SyncShared<String> same = faults.other().shared("s", "initial");
			List<String> seen = new CopyOnWriteArrayList<>();
			same.onChange(seen::add);
			shared.set("a");
			TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly("a"));
			faults.restart();
			TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly("a", "initial"));
			assertThat(shared.get()).isEqualTo("initial");
			assertThat(shared.version()).isZero();
			shared.set("b");
			TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly("a", "initial", "b"));
		}
	}

	@Test
	@DisplayName("While Redis is away a caller is told in time, and afterwards listeners see what they have missed")
	void partition() {
		try (Faults faults = Faults.impatient()) {
			SyncShared<String> shared = faults.one().shared("s", "a");
			List<String> seen = new CopyOnWriteArrayList<>();
			shared.onChange(seen::add);
			faults.proxy().refuse();
			Task<String> reader = this.threads.start("reader", shared::get);
			Task<Subscription> subscriber = this.threads.start("subscriber", () -> shared.onChange(seen::add));
			assertThat(reader.failure()).isInstanceOf(SyncUnavailableException.class)
				.hasMessageContainingAll("shared variable \"s\"", "Redis");
			assertThat(subscriber.failure()).isInstanceOf(SyncUnavailableException.class);
			String key = "sync:1:{faults:shareds:s}:m";
			faults.server().run("HSET", key, "v", "sb", "n", "1");
			faults.proxy().admit();
			TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly("b"));
			assertThat(shared.get()).isEqualTo("b");
		}
	}

}
