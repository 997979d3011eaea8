/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a registry promises about identity and creation.
 */
public abstract class SyncRegistryContract extends SyncContract {

	@ParameterizedTest
	@EnumSource
	@DisplayName("The first request creates a primitive, and every later one gets the same")
	void laterRequestsGetTheSame(SyncKind kind) {
		Object first = Primitives.get(this.registry, kind, "x");
		assertThat(Primitives.get(this.registry, kind, "x")).isSameAs(first);
		assertThat(this.threads.start("other", () -> Primitives.get(this.registry, kind, "x")).result())
			.isSameAs(first);
		assertThat(Primitives.get(this.registry, kind, "X")).isNotSameAs(first);
		assertThat(this.registry.count(kind)).isEqualTo(2);
	}

	@Test
	@DisplayName("Names are unique within a kind only")
	void namesAreUniqueWithinAKind() {
		Set<Object> primitives = new HashSet<>();
		for (SyncKind kind : SyncKind.values()) {
			primitives.add(Primitives.get(this.registry, kind, "jobs"));
			assertThat(this.registry.count(kind)).isEqualTo(1);
		}
		assertThat(primitives).hasSize(SyncKind.values().length);
		assertThat(this.registry.remove(SyncKind.QUEUE, "jobs")).isTrue();
		assertThat(this.registry.count(SyncKind.ATOMIC)).isEqualTo(1);
	}

	@Test
	@DisplayName("An initial value counts only when the call creates the primitive")
	void initialCountsOnCreation() {
		this.registry.atomic("a", 5);
		assertThat(this.registry.atomic("a", 7).get()).isEqualTo(5);
		assertThat(this.registry.atomic("a").add()).isEqualTo(6);
		assertThat(this.registry.atomic("a", 7).get()).isEqualTo(6);
		this.registry.shared("s", "first");
		assertThat(this.registry.shared("s", "second").get()).isEqualTo("first");
		assertThat(this.registry.shared("s", new ParameterizedTypeReference<String>() {
		}, "third").get()).isEqualTo("first");
		assertThat(this.registry.shared("s", String.class).get()).isEqualTo("first");
		assertThat(this.registry.shared("typed", new ParameterizedTypeReference<List<String>>() {
		}, List.of("a")).get()).containsExactly("a");
	}

	@Test
	@DisplayName("Exactly one initial value wins a race, and all callers share the primitive")
	void oneInitialValueWins() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				Set<Long> atomicValues = ConcurrentHashMap.newKeySet();
				Set<Integer> sharedValues = ConcurrentHashMap.newKeySet();
				Set<SyncAtomic> atomics = ConcurrentHashMap.newKeySet();
				Set<SyncShared<Integer>> shareds = ConcurrentHashMap.newKeySet();
				race.round(IntStream.range(1, 5).mapToObj((initial) -> (Action) () -> {
					SyncAtomic atomic = this.registry.atomic("a" + round, initial);
					atomicValues.add(atomic.get());
					atomics.add(atomic);
					SyncShared<Integer> shared = this.registry.shared("s" + round, initial);
					sharedValues.add(shared.get());
					shareds.add(shared);
				}).toArray(Action[]::new));
				assertThat(atomicValues).hasSize(1).isSubsetOf(1L, 2L, 3L, 4L);
				assertThat(sharedValues).hasSize(1).isSubsetOf(1, 2, 3, 4);
				assertThat(atomics).hasSize(1);
				assertThat(shareds).hasSize(1);
			});
		}
		assertThat(this.registry.count(SyncKind.ATOMIC)).isEqualTo(rounds(1_000));
	}

	@Test
	@DisplayName("Nothing is lost in a primitive that is used while others race to create it")
	void nothingIsLostInTheRace() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				Action use = () -> {
					this.registry.atomic("a" + round).add();
					this.registry.queue("q" + round).add("item");
					this.registry.waitGroup("w" + round).add();
				};
				race.round(use, use, use, use);
				assertThat(this.registry.atomic("a" + round).get()).isEqualTo(4);
				assertThat(this.registry.queue("q" + round).size()).isEqualTo(4);
				assertThat(this.registry.waitGroup("w" + round).count()).isEqualTo(4);
			});
		}
	}

	@Test
	@DisplayName("Of two callers that race with different bounds one gets its queue, the other an exception")
	void oneBoundWins() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				AtomicInteger refused = new AtomicInteger();
				Set<SyncQueue<?>> queues = ConcurrentHashMap.newKeySet();
				race.round(IntStream.of(1, 2).mapToObj((maxSize) -> (Action) () -> {
					try {
						SyncQueue<?> queue = this.registry.queue("q" + round, maxSize);
						assertThat(queue.maxSize()).isEqualTo(maxSize);
						queues.add(queue);
					}
					catch (SyncDefinitionException ex) {
						refused.incrementAndGet();
					}
				}).toArray(Action[]::new));
				assertThat(refused).hasValue(1);
				assertThat(queues).containsExactly(this.registry.queue("q" + round));
			});
		}
	}

}
