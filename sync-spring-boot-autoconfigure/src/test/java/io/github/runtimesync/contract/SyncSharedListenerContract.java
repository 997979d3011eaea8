/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the listeners of a {@link SyncShared} are promised.
 */
public abstract class SyncSharedListenerContract extends SyncContract {

	/**
	 * Return whether a listener sees every version, rather than possibly only the newest
	 * of several.
	 * @return whether every version is delivered
	 */
	protected boolean deliversEveryVersion() {
		return true;
	}

	@Test
	@DisplayName("A listener sees each change from now on, and an equal value as well")
	void listenerSeesChanges() {
		SyncShared<@Nullable String> shared = this.registry.shared("s", String.class);
		shared.set("before");
		List<@Nullable String> seen = new CopyOnWriteArrayList<>();
		shared.onChange(seen::add);
		shared.set("a");
		awaitSeen(seen, "a");
		shared.set("a");
		awaitSeen(seen, "a", "a");
		shared.update((value) -> null);
		awaitSeen(seen, "a", "a", null);
		assertThat(shared.compareAndSet(null, "b")).isTrue();
		awaitSeen(seen, "a", "a", null, "b");
	}

	@Test
	@DisplayName("A listener hears nothing of a change that did not happen")
	void listenerIgnoresFailedChanges() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		shared.onChange(seen::add);
		assertThat(shared.compareAndSet("x", "y")).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> shared.update((value) -> {
			throw new IllegalArgumentException();
		}));
		shared.set("b");
		awaitSeen(seen, "b");
	}

	@Test
	@DisplayName("Listeners see concurrent changes in order, each version at most once and one at a time")
	void listenersSeeChangesInOrder() {
		SyncShared<Integer> shared = this.registry.shared("s", 0);
		List<Integer> seen = new ArrayList<>();
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger overlaps = new AtomicInteger();
		AtomicInteger last = new AtomicInteger();
		shared.onChange((value) -> {
			overlaps.addAndGet(inside.getAndIncrement());
			seen.add(value);
			last.set(value);
			inside.decrementAndGet();
		});
		this.threads.startTogether(4, "updater", (i) -> () -> {
			repeat(2_500, (j) -> shared.update((value) -> value + 1));
			return null;
		});
		this.threads.joinAll();
		int changes = 4 * rounds(2_500);
		TestThreads.eventually().untilAsserted(() -> assertThat(last).hasValue(changes));
		assertThat(overlaps).hasValue(0);
		assertThat(seen).isSorted().doesNotHaveDuplicates();
		if (deliversEveryVersion()) {
			assertThat(seen).hasSize(changes);
		}
	}

	@Test
	@DisplayName("A throwing listener harms neither the change nor other listeners")
	void throwingListenerIsHarmless() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		List<String> before = new CopyOnWriteArrayList<>();
		List<String> after = new CopyOnWriteArrayList<>();
		shared.onChange(before::add);
		shared.onChange((value) -> {
			throw new ListenerException();
		});
		shared.onChange((value) -> {
			throw new ListenerError();
		});
		shared.onChange(after::add);
		shared.set("b");
		assertThat(shared.get()).isEqualTo("b");
		awaitSeen(after, "b");
		assertThat(shared.update((value) -> "c")).isEqualTo("c");
		awaitSeen(after, "b", "c");
		assertThat(shared.compareAndSet("c", "d")).isTrue();
		awaitSeen(before, "b", "c", "d");
		awaitSeen(after, "b", "c", "d");
	}

	@Test
	@DisplayName("A closed subscription is silent, and closing it again has no effect")
	void closedSubscriptionIsSilent() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		List<String> silent = new CopyOnWriteArrayList<>();
		List<String> seen = new CopyOnWriteArrayList<>();
		Subscription subscription = shared.onChange(silent::add);
		shared.onChange(seen::add);
		shared.set("b");
		awaitSeen(seen, "b");
		awaitSeen(silent, "b");
		subscription.close();
		subscription.close();
		shared.set("c");
		awaitSeen(seen, "b", "c");
		assertThat(silent).containsExactly("b");
	}

	@Test
	@DisplayName("Subscriptions of the same listener are separate")
	void subscriptionsAreSeparate() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		Consumer<String> listener = seen::add;
		Subscription first = shared.onChange(listener);
		shared.onChange(listener);
		shared.set("b");
		awaitSeen(seen, "b", "b");
		first.close();
		first.close();
		shared.set("c");
		awaitSeen(seen, "b", "b", "c");
	}

	@Test
	@DisplayName("A listener may end its own subscription")
	void listenerMayEndItself() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		AtomicReference<Subscription> own = new AtomicReference<>();
		List<String> once = new CopyOnWriteArrayList<>();
		List<String> seen = new CopyOnWriteArrayList<>();
		own.set(shared.onChange((value) -> {
			once.add(value);
			own.get().close();
		}));
		shared.onChange(seen::add);
		shared.set("b");
		awaitSeen(seen, "b");
		shared.set("c");
		awaitSeen(seen, "b", "c");
		assertThat(once).containsExactly("b");
	}

	@Test
	@DisplayName("A listener may change the variable, and everyone sees both changes in order")
	void listenerMayChangeTheVariable() {
		SyncShared<Integer> shared = this.registry.shared("s", 0);
		List<Integer> seen = new CopyOnWriteArrayList<>();
		shared.onChange((value) -> {
			if (value < 3) {
				shared.update((current) -> current + 1);
			}
		});
		shared.onChange(seen::add);
		this.threads.start("updater", () -> shared.update((value) -> value + 1)).result();
		awaitSeen(seen, 1, 2, 3);
		assertThat(shared.get()).isEqualTo(3);
	}

	@Test
	@DisplayName("A slow listener delays nobody's change and misses nothing")
	void slowListenerDelaysNobody() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		List<String> seen = new CopyOnWriteArrayList<>();
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		shared.onChange((value) -> {
			inside.countDown();
			TestThreads.pass(goOn);
			seen.add(value);
		});
		Task<Void> slow = this.threads.run("slow", () -> shared.set("b"));
		TestThreads.pass(inside);
		this.threads.run("other", () -> shared.set("c")).result();
		assertThat(shared.get()).isEqualTo("c");
		goOn.countDown();
		slow.result();
		awaitSeen(seen, "b", "c");
	}

	@Test
	@DisplayName("Nothing is delivered twice or out of order while others subscribe and unsubscribe")
	void subscribingRacesChanges() {
		SyncShared<Integer> shared = this.registry.shared("s", 0);
		List<Integer> steady = new CopyOnWriteArrayList<>();
		shared.onChange(steady::add);
		Task<Void> subscriber = this.threads.run("subscriber", () -> repeat(1_000, (round) -> {
			List<Integer> seen = new CopyOnWriteArrayList<>();
			try (Subscription subscription = shared.onChange(seen::add)) {
				shared.update((value) -> value + 1);
			}
			assertThat(seen).isSorted().doesNotHaveDuplicates();
		}));
		repeat(1_000, (round) -> shared.update((value) -> value + 1));
		subscriber.result();
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(steady).isNotEmpty().last().isEqualTo(2 * rounds(1_000)));
		assertThat(steady).isSorted().doesNotHaveDuplicates();
	}

	@SafeVarargs
	private static <T extends @Nullable Object> void awaitSeen(List<T> seen, T... values) {
		TestThreads.eventually().untilAsserted(() -> assertThat(seen).containsExactly(values));
	}

	/**
	 * Has no stack trace, since it is going to be logged.
	 */
	private static final class ListenerException extends RuntimeException {

		ListenerException() {
			super("thrown by a test's listener", null, false, false);
		}

	}

	/**
	 * Has no stack trace, since it is going to be logged.
	 */
	private static final class ListenerError extends Error {

		ListenerError() {
			super("thrown by a test's listener", null, false, false);
		}

	}

}
