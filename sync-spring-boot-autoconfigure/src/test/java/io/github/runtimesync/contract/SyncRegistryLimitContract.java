/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncLimitException;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.RegistrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a registry promises about its limits.
 */
public abstract class SyncRegistryLimitContract extends SyncContract {

	/**
	 * Supply a registry like {@link #registry()} with settings of its own.
	 * @param settings the settings
	 * @return a fresh registry
	 */
	protected abstract SyncRegistry registry(RegistrySettings settings);

	@Override
	protected final SyncRegistry registry() {
		return limited(2);
	}

	private SyncRegistry limited(int limit) {
		return registry(new RegistrySettings(
				Arrays.stream(SyncKind.values()).collect(Collectors.toMap(Function.identity(), (kind) -> limit)),
				Declarations.NONE, false));
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("Creation beyond the limit is refused with the limit and its property; existing ones keep working")
	void creationBeyondTheLimitIsRefused(SyncKind kind) {
		Object first = Primitives.get(this.registry, kind, "first");
		Object second = Primitives.get(this.registry, kind, "second");
		assertThatExceptionOfType(SyncLimitException.class).isThrownBy(() -> Primitives.get(this.registry, kind, "x"))
			.isInstanceOf(SyncException.class)
			.withMessageContainingAll(kind.describe("x"), "2", "sync.limits." + kind.propertyName());
		assertThat(Primitives.get(this.registry, kind, "first")).isSameAs(first);
		assertThat(Primitives.get(this.registry, kind, "second")).isSameAs(second);
		assertThat(this.registry.count(kind)).isEqualTo(2);
		assertThat(this.registry.snapshot(kind, "x")).isEmpty();
	}

	@Test
	@DisplayName("Each kind has a limit of its own")
	void eachKindHasItsLimit() {
		for (SyncKind kind : SyncKind.values()) {
			Primitives.get(this.registry, kind, "first");
			Primitives.get(this.registry, kind, "second");
		}
		assertThat(SyncKind.values()).allSatisfy((kind) -> assertThat(this.registry.count(kind)).isEqualTo(2));
	}

	@Test
	@DisplayName("At the limit existing primitives work on")
	void existingPrimitivesWorkOn() throws InterruptedException {
		SyncRegistry registry = this.registry;
		registry.queue("first").put("a");
		registry.queue("second");
		assertThatExceptionOfType(SyncLimitException.class).isThrownBy(() -> registry.queue("third"));
		assertThat(registry.queue("first").get()).isEqualTo("a");
		assertThat(registry.queue("second").close()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("A removed primitive, an invalid name and a refused definition use up nothing")
	void nothingIsUsedUp(SyncKind kind) {
		for (int i = 0; i < 10; i++) {
			Primitives.get(this.registry, kind, "first");
			Primitives.get(this.registry, kind, "removed");
			assertThatIllegalArgumentException().isThrownBy(() -> Primitives.get(this.registry, kind, "\n"));
			assertThat(this.registry.remove(kind, "removed")).isTrue();
			assertThat(this.registry.remove(kind, "removed")).isFalse();
		}
		this.registry.queue("bounded", 1);
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(SyncDefinitionException.class)
				.isThrownBy(() -> this.registry.queue("bounded", 2));
		}
		this.registry.remove(SyncKind.QUEUE, "bounded");
		Primitives.get(this.registry, kind, "last");
		assertThat(this.registry.count(kind)).isEqualTo(2);
	}

	@Test
	@DisplayName("An initial value of the wrong type creates nothing and uses up nothing")
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void wrongInitialUsesUpNothing() {
		ParameterizedTypeReference raw = new ParameterizedTypeReference<Integer>() {
		};
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> this.registry.shared("s", raw, "text"))
				.withMessageContainingAll("\"s\"", "java.lang.Integer", "java.lang.String");
		}
		assertThat(this.registry.count(SyncKind.SHARED)).isZero();
		this.registry.shared("first", 1);
		this.registry.shared("second", 2);
	}

	@Test
	@DisplayName("Racing creators never exceed the limit and always reach it")
	void racingCreatorsReachTheLimit() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				AtomicInteger created = new AtomicInteger();
				race.round(IntStream.range(0, 4).mapToObj((i) -> (Action) () -> {
					try {
						this.registry.atomic("a" + i);
						created.incrementAndGet();
					}
					catch (SyncLimitException ex) {
						assertThat(ex).hasMessageContaining("sync.limits.atomics");
					}
				}).toArray(Action[]::new));
				assertThat(created).hasValue(2);
				assertThat(this.registry.count(SyncKind.ATOMIC)).isEqualTo(2);
				IntStream.range(0, 4).forEach((i) -> this.registry.remove(SyncKind.ATOMIC, "a" + i));
			});
		}
	}

	@Test
	@DisplayName("All who race for the same last free place get the same primitive")
	void racersForOneNameShareTheLastPlace() {
		this.registry.atomic("first");
		Action ask = () -> this.registry.atomic("last").add();
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				race.round(ask, ask, ask, ask);
				assertThat(this.registry.atomic("last").get()).isEqualTo(4);
				this.registry.remove(SyncKind.ATOMIC, "last");
			});
		}
	}

	@Test
	@DisplayName("A limit of zero allows none, and a negative one is refused")
	void zeroAllowsNone() {
		SyncRegistry none = limited(0);
		assertThatExceptionOfType(SyncLimitException.class).isThrownBy(() -> none.queue("q"));
		closeRegistry(none);
		assertThatIllegalArgumentException().isThrownBy(() -> limited(-1));
	}

	@Test
	@DisplayName("The limit is 100 000 of each kind unless another is set")
	void defaultLimit() {
		assertThat(RegistrySettings.DEFAULT.limits()).containsOnlyKeys(SyncKind.values())
			.allSatisfy((kind, limit) -> assertThat(limit).isEqualTo(100_000));
		assertThat(List.of(SyncKind.values())).extracting(SyncKind::propertyName)
			.containsExactlyInAnyOrder("atomics", "shareds", "wait-groups", "queues");
	}

}
