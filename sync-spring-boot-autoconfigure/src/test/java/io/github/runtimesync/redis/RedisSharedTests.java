/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RedisShared}. Two registries with the same settings stand for two
 * JVMs.
 */
@Timeout(60)
class RedisSharedTests extends TwoJvms {

	private String key() {
		return "sync:1:{" + this.settings.namespace() + ":shareds:s}:m";
	}

	@Test
	@DisplayName("Two JVMs share the variable of a name, and the initial value of the first wins")
	void shared() {
		SyncShared<String> shared = this.one.shared("s", "first");
		SyncShared<String> same = this.other.shared("s", "second");
		assertThat(same.get()).isEqualTo("first");
		shared.set("a");
		assertThat(same.update((value) -> value + "b")).isEqualTo("ab");
		assertThat(shared.compareAndSet("ab", "c")).isTrue();
		assertThat(same.compareAndSet("ab", "d")).isFalse();
		assertThat(same.get()).isEqualTo("c");
		assertThat(same.version()).isEqualTo(3);
	}

	@Test
	@DisplayName("What a typed variable hands out is of its type, with generics")
	void typed() {
		ParameterizedTypeReference<Map<String, Set<Long>>> type = new ParameterizedTypeReference<>() {
		};
		this.one.shared("s", type, Map.of("a", Set.of(1L)));
		SyncShared<Map<String, Set<Long>>> shared = this.other.shared("s", type, null);
		assertThat(shared.update((value) -> Map.of("a", Set.of(value.get("a").iterator().next() + 1))))
			.isEqualTo(Map.of("a", Set.of(2L)));
		assertThat(this.one.shared("s", type, null).get().get("a")).containsExactly(2L);
	}

	@Test
	@DisplayName("Updates of threads of two JVMs are all counted")
	void updatesAcrossJvms() {
		int updates = 50;
		List<Task<int[]>> updaters = this.threads.startTogether(8, "updater", (i) -> () -> {
			SyncShared<Integer> shared = ((i % 2 == 0) ? this.one : this.other).shared("s", 0);
			return IntStream.range(0, updates).map((j) -> shared.update((value) -> value + 1)).toArray();
		});
		int[] values = updaters.stream().map(Task::result).flatMapToInt(IntStream::of).sorted().toArray();
		assertThat(values).isEqualTo(IntStream.rangeClosed(1, 8 * updates).toArray());
		assertThat(this.one.shared("s", 0).version()).isEqualTo(8L * updates);
	}

	@Test
	@DisplayName("A listener hears of the changes of another JVM, in order and each at most once")
	void listensAcrossJvms() {
		SyncShared<Integer> shared = this.one.shared("s", 0);
		SyncShared<Integer> same = this.other.shared("s", 0);
		shared.set(1);
		List<Integer> seen = new CopyOnWriteArrayList<>();
		same.onChange(seen::add);
		for (int i = 2; i <= 20; i++) {
			shared.set(i);
			TestThreads.eventually().until(() -> !seen.isEmpty());
		}
		TestThreads.eventually().until(() -> seen.get(seen.size() - 1) == 20);
		assertThat(seen).isSorted().doesNotHaveDuplicates().allMatch((value) -> value >= 2);
	}

	@Test
	@DisplayName("A listener may subscribe another one, which hears of later changes only")
	void subscribingInAListener() {
		SyncShared<Integer> shared = this.one.shared("s", 0);
		List<Integer> late = new CopyOnWriteArrayList<>();
		List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
		shared.onChange((value) -> {
			if (subscriptions.isEmpty()) {
				subscriptions.add(shared.onChange(late::add));
			}
		});
		shared.set(1);
		TestThreads.eventually().until(() -> !subscriptions.isEmpty());
		shared.set(2);
		TestThreads.eventually().untilAsserted(() -> assertThat(late).containsExactly(2));
	}

	@Test
	@DisplayName("A message that was lost is made up for by the next look")
	void lostMessage() {
		SyncShared<String> shared = this.one.shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		shared.onChange(seen::add);
		// Changed without a word to anybody.
		TestRedis.server().run("HSET", key(), "v", "sb", "n", "1");
		TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly("b"));
	}

	@Test
	@DisplayName("Another type in another JVM is refused with both types, whoever declared it when")
	void typeAcrossJvms() {
		this.one.shared("s", String.class);
		assertRefused(() -> this.other.shared("s", Integer.class), "java.lang.String", "java.lang.Integer");
		this.other.shared("s", "untyped");
		assertRefused(() -> this.other.shared("s", Integer.class), "java.lang.String", "java.lang.Integer");
		this.other.shared("s", String.class);
	}

	@Test
	@DisplayName("The first typed request of any JVM fixes the type of a variable that had none")
	void firstTypedRequest() {
		this.one.shared("s", Map.of("id", 7));
		this.other.shared("s", Map.of());
		SyncShared<@Nullable Order> typed = this.other.shared("s", Order.class);
		assertThat(typed.get()).isEqualTo(new Order(7));
		assertRefused(() -> this.one.shared("s", Integer.class), "java.util.LinkedHashMap", "java.lang.Integer");
		assertRefused(() -> this.one.shared("s", Map.class), Order.class.getTypeName(), "java.util.Map");
		assertThat(this.one.shared("s", Order.class).get()).isEqualTo(new Order(7));
	}

	private static void assertRefused(Runnable request, String... types) {
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(request::run)
			.withMessageContainingAll(types)
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("sync.shareds.s.type"));
	}

	@Test
	@DisplayName("A value that cannot be stored changes nothing")
	void refusedValue() {
		SyncShared<Object> shared = this.one.shared("s", "a");
		assertThatIllegalArgumentException().isThrownBy(() -> shared.set(new Object()))
			.withMessageContainingAll("shared variable \"s\"", "java.lang.Object");
		assertThatIllegalArgumentException().isThrownBy(() -> shared.update((value) -> "x".repeat(300_000)))
			.withMessageContainingAll("shared variable \"s\"", "sync.redis.max-value-size");
		assertThatIllegalArgumentException().isThrownBy(() -> shared.compareAndSet("a", new Order(1)));
		assertThat(shared.get()).isEqualTo("a");
		assertThat(shared.version()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> this.one.shared("other", new Object()));
		assertThat(this.one.count(SyncKind.SHARED)).isOne();
	}

	@Test
	@DisplayName("A value that cannot be read is told, hurts no listener, and can be replaced")
	void unreadableValue() {
		SyncShared<@Nullable Order> shared = this.one.shared("s", Order.class);
		List<@Nullable Order> seen = new CopyOnWriteArrayList<>();
		shared.onChange(seen::add);
		TestRedis.server().run("HSET", key(), "v", "jSECRET", "n", "1");
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(shared::get)
			.withMessageContaining("shared variable \"s\"")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("SECRET"));
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(() -> shared.update((value) -> value));
		TestThreads.eventually().untilAsserted(() -> assertThat(snapshot(this.one).version()).isOne());
		assertThat(snapshot(this.one).value()).asString().doesNotContain("SECRET");
		shared.set(new Order(3));
		TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly(new Order(3)));
	}

	@Test
	@DisplayName("A snapshot shows the value, the version and the time of a change")
	void snapshots() {
		SyncShared<String> shared = this.one.shared("s", "a");
		SharedSnapshot first = snapshot(this.one);
		assertThat(first.value()).isEqualTo("a");
		assertThat(first.version()).isZero();
		assertThat(first.changed()).isEqualTo(first.created());
		shared.set("b");
		TestThreads.eventually().untilAsserted(() -> assertThat(snapshot(this.one).value()).isEqualTo("b"));
		assertThat(snapshot(this.one).version()).isOne();
		assertThat(snapshot(this.one).changed()).isAfterOrEqualTo(first.created());
	}

	private static SharedSnapshot snapshot(SyncRegistry registry) {
		return (SharedSnapshot) registry.snapshot(SyncKind.SHARED, "s").orElseThrow();
	}

	@Test
	@DisplayName("A variable removed by another JVM is closed, and its listeners hear no more")
	void removedElsewhere() {
		SyncShared<String> shared = this.one.shared("s", "a");
		SyncShared<String> same = this.other.shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		same.onChange(seen::add);
		this.one.remove(SyncKind.SHARED, "s");
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(() -> same.set("b"))
			.withMessageContaining("shared variable \"s\"");
		assertThatExceptionOfType(SyncClosedException.class).isThrownBy(shared::get);
		TestThreads.eventually().until(() -> this.other.count(SyncKind.SHARED) == 0);
		this.one.shared("s", "new").set("newer");
		assertThat(this.other.shared("s", "x").get()).isEqualTo("newer");
		assertThat(seen).isEmpty();
		assertThat(TestRedis.server().run("EXISTS", key().replace("}:m", "}:l"))).isEqualTo(0L);
	}

	record Order(int id) {

	}

}
