/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the value of a {@link SyncShared} promises.
 */
public abstract class SyncSharedContract extends SyncContract {

	@Test
	@DisplayName("A new variable holds its initial value at version 0")
	void startsAtInitial() {
		SyncShared<String> shared = this.registry.shared("s", "first");
		assertThat(shared.name()).isEqualTo("s");
		assertThat(shared.get()).isEqualTo("first");
		assertThat(shared.version()).isZero();
	}

	@Test
	@DisplayName("A variable that is asked for by type starts with null and may return to it")
	void startsWithNull() {
		SyncShared<@Nullable String> shared = this.registry.shared("s", String.class);
		assertThat(shared.get()).isNull();
		assertThat(shared.compareAndSet(null, "a")).isTrue();
		assertThat(shared.update((value) -> null)).isNull();
		shared.set("b");
		shared.set(null);
		assertThat(shared.get()).isNull();
		assertThat(shared.version()).isEqualTo(4);
	}

	@Test
	@DisplayName("Every change counts as one version, also one to an equal value")
	void everyChangeIsAVersion() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		shared.set("b");
		assertThat(shared.version()).isEqualTo(1);
		shared.set("b");
		assertThat(shared.version()).isEqualTo(2);
		assertThat(shared.update((value) -> value + "c")).isEqualTo("bc");
		assertThat(shared.get()).isEqualTo("bc");
		assertThat(shared.version()).isEqualTo(3);
		assertThat(shared.compareAndSet("bc", "d")).isTrue();
		assertThat(shared.version()).isEqualTo(4);
	}

	@Test
	@DisplayName("compareAndSet compares by equals and changes nothing if it fails")
	void compareAndSetComparesByEquals() {
		SyncShared<List<String>> shared = this.registry.shared("s", List.of("x", "y"));
		assertThat(shared.compareAndSet(List.of("x"), List.of())).isFalse();
		assertThat(shared.get()).containsExactly("x", "y");
		assertThat(shared.version()).isZero();
		assertThat(shared.compareAndSet(List.of("x", "y"), List.of("z"))).isTrue();
		assertThat(shared.get()).containsExactly("z");
	}

	@Test
	@DisplayName("A throwing update leaves the value and its exception reaches the caller")
	void throwingUpdateLeavesTheValue() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		assertThatIllegalArgumentException().isThrownBy(() -> shared.update((value) -> {
			throw new IllegalArgumentException("no");
		})).withMessage("no");
		assertThat(shared.get()).isEqualTo("a");
		assertThat(shared.version()).isZero();
		assertThat(shared.update((value) -> value + "b")).isEqualTo("ab");
	}

	@Test
	@DisplayName("No change is lost among concurrent updates and compareAndSets")
	void noChangeIsLost() {
		SyncShared<Integer> shared = this.registry.shared("s", 0);
		int changes = rounds(20_000);
		this.threads.startTogether(4, "changer", (i) -> () -> {
			for (int j = 0; j < changes; j++) {
				if (i != 0) {
					shared.update((value) -> value + 1);
				}
				else {
					increment(shared);
				}
			}
			return null;
		});
		this.threads.joinAll();
		assertThat(shared.get()).isEqualTo(4 * changes);
		assertThat(shared.version()).isEqualTo(4L * changes);
	}

	private static void increment(SyncShared<Integer> shared) {
		Integer seen = shared.get();
		while (!shared.compareAndSet(seen, seen + 1)) {
			seen = shared.get();
		}
	}

	@Test
	@DisplayName("Each of many concurrent updates returns the value that it made")
	void updatesReturnTheirOwnValue() {
		SyncShared<Integer> shared = this.registry.shared("s", 0);
		int updates = rounds(20_000);
		List<Task<int[]>> updaters = this.threads.startTogether(4, "updater",
				(i) -> () -> IntStream.range(0, updates).map((j) -> shared.update((value) -> value + 1)).toArray());
		int[] values = updaters.stream().map(Task::result).flatMapToInt(IntStream::of).sorted().toArray();
		assertThat(values).isEqualTo(IntStream.rangeClosed(1, 4 * updates).toArray());
	}

	@Test
	@DisplayName("A re-entrant change fails at once and does not disturb the update around it")
	void reentrantChangeFailsAtOnce() {
		SyncShared<Integer> shared = this.registry.shared("s", 1);
		Map<String, UnaryOperator<Integer>> nested = Map.of("update", (value) -> shared.update((inner) -> inner + 10),
				"set", (value) -> {
					shared.set(value + 10);
					return value;
				}, "compareAndSet", (value) -> (shared.compareAndSet(value, value + 10)) ? value : -1);
		nested.forEach((call, fn) -> {
			Throwable failure = this.threads.start(call, () -> shared.update(fn)).failure();
			assertThat(failure).as(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("\"s\"");
			assertThat(shared.get()).as(call).isEqualTo(1);
			assertThat(shared.version()).as(call).isZero();
		});
		assertThat(this.threads.start("catching", () -> shared.update((value) -> {
			assertThatIllegalStateException().isThrownBy(() -> shared.set(50));
			return value + 1;
		})).result()).isEqualTo(2);
		assertThat(shared.update((value) -> value + 1)).isEqualTo(3);
	}

	@Test
	@DisplayName("Inside an update the variable can be read and other variables can be changed, but not back again")
	void updateMayUseOtherVariables() {
		SyncShared<Integer> outer = this.registry.shared("outer", 1);
		SyncShared<Integer> inner = this.registry.shared("inner", 10);
		Task<Integer> nesting = this.threads.start("nesting",
				() -> outer.update((value) -> inner.update((other) -> other + outer.get())));
		assertThat(nesting.result()).isEqualTo(11);
		assertThat(outer.get()).isEqualTo(11);
		assertThat(inner.get()).isEqualTo(11);
		Throwable failure = this.threads
			.start("circular", () -> outer.update((value) -> inner.update((other) -> outer.update((same) -> same))))
			.failure();
		assertThat(failure).isInstanceOf(IllegalStateException.class);
		assertThat(outer.get()).isEqualTo(11);
	}

	@Test
	@DisplayName("An update in flight keeps nobody from changing the value, and runs again on the new one")
	void updateBlocksNobody() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		Task<String> updater = this.threads.start("updater", () -> shared.update((value) -> {
			if (calls.incrementAndGet() == 1) {
				inside.countDown();
				TestThreads.pass(goOn);
			}
			return value + "!";
		}));
		TestThreads.pass(inside);
		this.threads.run("setter", () -> shared.set("b")).result();
		assertThat(this.threads.start("other updater", () -> shared.update((value) -> value + "c")).result())
			.isEqualTo("bc");
		goOn.countDown();
		assertThat(updater.result()).isEqualTo("bc!");
		assertThat(calls).hasValue(2);
		assertThat(shared.version()).isEqualTo(3);
	}

	@Test
	@DisplayName("A typed variable refuses a wrong value with an exception that names it and both types, and keeps its own")
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void typedVariableRefusesAWrongValue() {
		SyncShared<@Nullable Integer> shared = this.registry.shared("s", Integer.class);
		SyncShared raw = shared;
		shared.set(1);
		List<TestThreads.Action> calls = List.of(() -> raw.set("text"), () -> raw.update((value) -> "text"),
				() -> raw.compareAndSet(1, "text"));
		assertThat(calls).allSatisfy((call) -> assertThatExceptionOfType(ClassCastException.class).isThrownBy(call::run)
			.withMessageContainingAll("\"s\"", "java.lang.Integer", "java.lang.String"));
		assertThat(shared.get()).isEqualTo(1);
		assertThat(shared.version()).isEqualTo(1);
	}

}
