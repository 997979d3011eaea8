/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a registry promises about definitions: strict, whatever the order of the callers.
 */
public abstract class SyncRegistryDefinitionContract extends SyncContract {

	private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {
	};

	private static final ParameterizedTypeReference<List<Integer>> INTEGERS = new ParameterizedTypeReference<>() {
	};

	@Test
	@DisplayName("Another bound is refused with both bounds and the property that would settle it")
	void anotherBoundIsRefused() {
		this.registry.queue("jobs", 17);
		assertRefused(() -> this.registry.queue("jobs", 42), "sync.queues.jobs.max-size", "17", "42");
		assertRefused(() -> this.registry.queue("jobs", 0), "sync.queues.jobs.max-size", "17", "0");
		assertRefused(() -> this.registry.queue("jobs", String.class, 42), "sync.queues.jobs.max-size", "17", "42");
		assertRefused(() -> this.registry.queue("jobs", STRINGS, 42), "sync.queues.jobs.max-size", "17", "42");
		assertThat(this.registry.queue("jobs").maxSize()).isEqualTo(17);
		this.registry.queue("unbounded");
		assertRefused(() -> this.registry.queue("unbounded", 9), "sync.queues.unbounded.max-size", "0", "9");
	}

	@Test
	@DisplayName("A refused request changes nothing: its type is not declared")
	void refusedRequestDeclaresNothing() {
		this.registry.queue("jobs", 17);
		assertRefused(() -> this.registry.queue("jobs", String.class, 42), "sync.queues.jobs.max-size");
		SyncQueue<Integer> queue = this.registry.queue("jobs", Integer.class, 17);
		queue.add(1);
		assertThat(queue.poll()).isEqualTo(1);
	}

	@Test
	@DisplayName("Asking without a bound or a type never fails")
	void askingWithoutADefinitionNeverFails() {
		SyncQueue<String> queue = this.registry.queue("jobs", String.class, 17);
		assertThat(this.registry.<String>queue("jobs")).isSameAs(queue);
		assertThat(this.registry.queue("jobs", String.class)).isSameAs(queue);
		assertThat(this.registry.<String>queue("jobs", 17)).isSameAs(queue);
		assertThat(this.registry.queue("jobs", String.class, 17)).isSameAs(queue);
		SyncShared<List<String>> shared = this.registry.shared("shared", STRINGS, List.of());
		assertThat(this.registry.<Object>shared("shared", 5)).isSameAs(shared);
	}

	@Test
	@DisplayName("Another item type is refused with both types and the property that would settle it")
	void anotherItemTypeIsRefused() {
		this.registry.queue("jobs", String.class);
		assertRefused(() -> this.registry.queue("jobs", Integer.class), "sync.queues.jobs.type", "java.lang.String",
				"java.lang.Integer");
		assertRefused(() -> this.registry.queue("jobs", CharSequence.class, 0), "sync.queues.jobs.type",
				"java.lang.String", "java.lang.CharSequence");
		this.registry.queue("lists", STRINGS, 0);
		assertRefused(() -> this.registry.queue("lists", INTEGERS, 0), "sync.queues.lists.type",
				"java.util.List<java.lang.String>", "java.util.List<java.lang.Integer>");
		assertRefused(() -> this.registry.queue("lists", List.class), "sync.queues.lists.type",
				"java.util.List<java.lang.String>", "java.util.List");
	}

	@Test
	@DisplayName("Another type of a shared variable is refused with both types and the property that would settle it")
	void anotherValueTypeIsRefused() {
		this.registry.shared("settings", String.class);
		assertRefused(() -> this.registry.shared("settings", Integer.class), "sync.shareds.settings.type",
				"java.lang.String", "java.lang.Integer");
		this.registry.shared("lists", STRINGS, List.of());
		assertRefused(() -> this.registry.shared("lists", INTEGERS, List.of()), "sync.shareds.lists.type",
				"java.util.List<java.lang.String>", "java.util.List<java.lang.Integer>");
		assertThat(this.registry.shared("lists", STRINGS, List.of("other")).get()).isEmpty();
	}

	@Test
	@DisplayName("An equal type is the same type, however it is written")
	void equalTypesAreTheSame() {
		SyncQueue<List<String>> lists = this.registry.queue("lists", STRINGS, 0);
		assertThat(this.registry.queue("lists", new ParameterizedTypeReference<List<String>>() {
		}, 0)).isSameAs(lists);
		SyncQueue<String> strings = this.registry.queue("strings", String.class);
		assertThat(this.registry.queue("strings", new ParameterizedTypeReference<String>() {
		}, 0)).isSameAs(strings);
		SyncQueue<Integer> integers = this.registry.queue("integers", int.class);
		assertThat(this.registry.queue("integers", Integer.class)).isSameAs(integers);
		integers.add(1);
		assertThat(integers.poll()).isEqualTo(1);
	}

	@Test
	@DisplayName("shared with an initial value declares no type")
	void initialDeclaresNoType() {
		SyncShared<Map<String, Integer>> empty = this.registry.shared("settings", Map.of());
		SyncShared<Map<String, Integer>> one = this.registry.shared("settings", Map.of("a", 1));
		assertThat(one).isSameAs(empty);
		empty.set(Map.of("a", 1, "b", 2));
		empty.set(new HashMap<>());
		assertThat(empty.get()).isEmpty();
		this.registry.shared("settings", new ParameterizedTypeReference<Map<String, Integer>>() {
		}, Map.of());
	}

	@Test
	@DisplayName("The first typed request fixes the type, whichever caller comes first")
	void orderOfCallersDoesNotMatter() {
		SyncQueue<Object> before = this.registry.queue("untyped first");
		before.add("before");
		this.registry.queue("untyped first", Integer.class);
		this.registry.queue("typed first", Integer.class);
		for (String name : List.of("untyped first", "typed first")) {
			SyncQueue<Object> untyped = this.registry.queue(name);
			assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> untyped.add("text"));
			assertThatExceptionOfType(SyncDefinitionException.class)
				.isThrownBy(() -> this.registry.queue(name, String.class));
			untyped.add(1);
		}
		List<Object> items = new ArrayList<>();
		before.drainTo(items, 10);
		if (keepsItems()) {
			assertThat(items).as("what was queued before is not checked").containsExactly("before", 1);
		}
		else {
			assertThat(items).as("what was queued before cannot be read").containsExactly(1);
		}
	}

	@Test
	@DisplayName("The first typed request fixes the type of a shared variable, whichever caller comes first")
	void orderOfCallersOfASharedVariableDoesNotMatter() {
		this.registry.shared("untyped first", 1);
		this.registry.shared("untyped first", Integer.class);
		this.registry.shared("typed first", Integer.class);
		for (String name : List.of("untyped first", "typed first")) {
			SyncShared<Object> untyped = this.registry.shared(name, "text");
			assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> untyped.set("text"))
				.withMessageContainingAll("\"" + name + "\"", "java.lang.Integer", "java.lang.String");
			assertThatExceptionOfType(SyncDefinitionException.class)
				.isThrownBy(() -> this.registry.shared(name, String.class));
			untyped.set(2);
			assertThat(this.registry.shared(name, Integer.class).get()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("A type that the present value is not of is refused and not declared")
	void typeMustFitThePresentValue() {
		this.registry.shared("settings", "text");
		assertRefused(() -> this.registry.shared("settings", Integer.class), "sync.shareds.settings.type",
				"java.lang.String", "java.lang.Integer");
		assertThat(this.registry.shared("settings", String.class).get()).isEqualTo("text");
	}

	@Test
	@DisplayName("Of two callers that race with different types one gets its queue, the other an exception")
	void oneTypeWins() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				boolean exists = round % 2 == 0;
				if (exists) {
					this.registry.queue("q" + round);
				}
				AtomicInteger refused = new AtomicInteger();
				race.round(Stream.of(String.class, Integer.class, Long.class).map((type) -> (Action) () -> {
					try {
						this.registry.queue("q" + round, type);
					}
					catch (SyncDefinitionException ex) {
						refused.incrementAndGet();
					}
				}).toArray(Action[]::new));
				assertThat(refused).hasValue(2);
			});
		}
	}

	@Test
	@DisplayName("The property of a name with special characters can be written down")
	void propertyOfASpecialName() {
		this.registry.queue("my.jobs", 1);
		assertRefused(() -> this.registry.queue("my.jobs", 2), "sync.queues[my.jobs].max-size");
	}

	private static void assertRefused(Action request, String property, String... shown) {
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(request::run)
			.isInstanceOf(SyncException.class)
			.withMessageContaining(property)
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo(property))
			.satisfies((ex) -> assertThat(shown).allSatisfy((part) -> assertThat(ex).hasMessageContaining(part)));
	}

}
