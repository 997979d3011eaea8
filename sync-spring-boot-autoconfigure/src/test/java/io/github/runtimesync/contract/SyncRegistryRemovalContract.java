/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a registry promises about removal.
 */
public abstract class SyncRegistryRemovalContract extends SyncContract {

	/**
	 * Return whether removing a queue closes it for those who still hold it.
	 * @return whether a removed queue is closed
	 */
	protected boolean removalClosesQueue() {
		return true;
	}

	/**
	 * Return whether those who still hold a removed queue can take what is in it.
	 * @return whether a removed queue keeps its items
	 */
	protected boolean removalKeepsItems() {
		return true;
	}

	/**
	 * Return what a removed counter, shared variable or wait group does.
	 * @return {@code true} if it works on by itself, {@code false} if its calls throw
	 * {@link SyncClosedException}
	 */
	protected boolean removedHandlesWorkOn() {
		return true;
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("remove tells whether there was something, and the name is free again")
	void removeFreesTheName(SyncKind kind) {
		assertThat(this.registry.remove(kind, "x")).isFalse();
		Object first = Primitives.get(this.registry, kind, "x");
		assertThat(this.registry.remove(kind, "x")).isTrue();
		assertThat(this.registry.remove(kind, "x")).isFalse();
		assertThat(this.registry.snapshot(kind, "x")).isEmpty();
		assertThat(this.registry.count(kind)).isZero();
		assertThat(Primitives.get(this.registry, kind, "x")).isNotSameAs(first);
	}

	@Test
	@DisplayName("What was removed is not found again, however often others ask for it or for a name with the same hash")
	void removedIsNotFound() {
		AtomicBoolean done = new AtomicBoolean();
		for (String name : List.of("Aa", "BB", "Aa")) {
			this.threads.run("looks for " + name, () -> {
				while (!done.get()) {
					this.registry.atomic(name);
				}
			});
		}
		repeat(20_000, (round) -> {
			SyncAtomic atomic = this.registry.atomic("Aa");
			this.registry.remove(SyncKind.ATOMIC, "Aa");
			assertThat(this.registry.atomic("Aa")).isNotSameAs(atomic);
		});
		done.set(true);
		this.threads.joinAll();
	}

	@Test
	@DisplayName("Exactly one of several racing removals is the one")
	void oneRemovalWins() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				this.registry.atomic("a");
				AtomicInteger removed = new AtomicInteger();
				Action remove = () -> removed.addAndGet(this.registry.remove(SyncKind.ATOMIC, "a") ? 1 : 0);
				race.round(remove, remove, remove);
				assertThat(removed).hasValue(1);
			});
		}
	}

	@Test
	@DisplayName("A removed queue is closed: putters throw, getters get what is left and then null")
	void removedQueueIsClosed() throws InterruptedException {
		SyncQueue<String> full = this.registry.queue("full", 1);
		SyncQueue<String> empty = this.registry.queue("empty", 1);
		full.add("a");
		List<Task<Void>> putters = IntStream.range(0, 3)
			.mapToObj((i) -> this.threads.run("putter-" + i, () -> full.put("b")))
			.toList();
		List<Task<String>> getters = IntStream.range(0, 3)
			.mapToObj((i) -> this.threads.start("getter-" + i, empty::get))
			.toList();
		CompletableFuture<Void> future = full.putAsync("b");
		awaitBlockedGetters(empty, 3);
		putters.forEach(Task::awaitBlocked);
		assertThat(this.registry.remove(SyncKind.QUEUE, "full")).isTrue();
		assertThat(this.registry.remove(SyncKind.QUEUE, "empty")).isTrue();
		if (removalClosesQueue()) {
			assertThat(putters)
				.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
			assertThat(getters).allSatisfy((getter) -> assertThat(getter.result()).isNull());
			TestThreads.eventually().until(future::isCompletedExceptionally);
			assertThat(full.isClosed()).isTrue();
			if (removalKeepsItems()) {
				assertThat(full.get()).isEqualTo("a");
			}
			assertThat(full.get()).isNull();
		}
	}

	@Test
	@DisplayName("Old handles stay detached from what is created later under the same name")
	void oldHandlesStayDetached() {
		SyncAtomic atomic = this.registry.atomic("x", 1);
		SyncShared<String> shared = this.registry.shared("x", "old");
		SyncWaitGroup group = this.registry.waitGroup("x");
		SyncQueue<String> queue = this.registry.queue("x", String.class, 1);
		queue.add("old");
		for (SyncKind kind : SyncKind.values()) {
			assertThat(this.registry.remove(kind, "x")).isTrue();
		}
		assertThat(this.registry.atomic("x", 10).get()).isEqualTo(10);
		assertThat(this.registry.shared("x", Integer.class).get()).isNull();
		assertThat(this.registry.waitGroup("x").count()).isZero();
		SyncQueue<Integer> another = this.registry.queue("x", Integer.class, 2);
		assertThat(another.size()).isZero();
		changeRemoved(atomic::add);
		changeRemoved(() -> shared.set("older"));
		changeRemoved(group::add);
		another.add(5);
		assertThat(this.registry.atomic("x").get()).isEqualTo(10);
		assertThat(this.registry.shared("x", Integer.class).get()).isNull();
		assertThat(this.registry.waitGroup("x").count()).isZero();
		if (removalKeepsItems()) {
			assertThat(queue.poll()).isEqualTo("old");
		}
		assertThat(queue.poll()).isNull();
		assertThat(another.size()).isEqualTo(1);
		assertThat(another.isClosed()).isFalse();
	}

	private void changeRemoved(ThrowingCallable change) {
		if (removedHandlesWorkOn()) {
			assertThatCode(change).doesNotThrowAnyException();
		}
		else {
			assertThatExceptionOfType(SyncClosedException.class).isThrownBy(change);
		}
	}

	@Test
	@DisplayName("Removing a primitive concerns no other of its kind")
	void removalConcernsNoOther() {
		SyncQueue<String> other = this.registry.queue("other");
		SyncWaitGroup group = this.registry.waitGroup("other");
		group.add();
		Task<String> getter = this.threads.start("getter", other::get);
		Task<Void> waiter = this.threads.run("waiter", group::await);
		awaitBlockedGetters(other, 1);
		awaitWaiters(group, 1);
		this.registry.queue("x");
		this.registry.waitGroup("x");
		this.registry.remove(SyncKind.QUEUE, "x");
		this.registry.remove(SyncKind.WAIT_GROUP, "x");
		other.add("a");
		group.done();
		assertThat(getter.result()).isEqualTo("a");
		waiter.result();
	}

	@Test
	@DisplayName("A caller that begins to wait while its primitive is removed is released")
	void waitingRacesRemoval() {
		try (Race race = new Race()) {
			repeat(1_500, (round) -> {
				SyncQueue<String> queue = this.registry.queue("q");
				SyncWaitGroup group = this.registry.waitGroup("w");
				group.add();
				race.round(() -> {
					this.registry.remove(SyncKind.WAIT_GROUP, "w");
					this.registry.remove(SyncKind.QUEUE, "q");
					if (!removalClosesQueue()) {
						queue.close();
					}
				}, () -> assertThat(queue.get()).isNull(),
						() -> assertThatExceptionOfType(SyncClosedException.class).isThrownBy(group::await));
			});
		}
	}

}
