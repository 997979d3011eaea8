/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a registry promises about its own end.
 */
public abstract class SyncRegistryClosingContract extends SyncContract {

	@Test
	@DisplayName("Closing the registry gives getters their null, putters QueueClosedException and waiters SyncClosedException")
	void closingReleasesEveryone() {
		SyncQueue<String> empty = this.registry.queue("empty");
		SyncQueue<String> full = this.registry.queue("full", 1);
		SyncWaitGroup group = this.registry.waitGroup("w");
		full.add("a");
		group.add();
		List<Task<String>> getters = new ArrayList<>();
		List<Task<Void>> putters = new ArrayList<>();
		List<Task<Void>> waiters = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			getters.add(this.threads.start("getter-" + i,
					(i % 2 == 0) ? empty::get : () -> empty.poll(Duration.ofHours(1))));
			putters.add(this.threads.run("putter-" + i,
					(i % 2 == 0) ? () -> full.put("b") : () -> full.offer("b", Duration.ofHours(1))));
			waiters.add(this.threads.run("waiter-" + i,
					(i % 2 == 0) ? group::await : () -> group.await(Duration.ofHours(1))));
		}
		awaitBlockedGetters(empty, 5);
		awaitBlockedPutters(full, 5);
		awaitWaiters(group, 5);
		closeRegistry(this.registry);
		assertThat(getters).allSatisfy((getter) -> assertThat(getter.result()).isNull());
		assertThat(putters)
			.allSatisfy((putter) -> assertThat(putter.failure()).isInstanceOf(QueueClosedException.class));
		assertThat(waiters)
			.allSatisfy((waiter) -> assertThat(waiter.failure()).isInstanceOf(SyncClosedException.class));
	}

	@Test
	@DisplayName("Whoever begins to wait after the registry was closed is released too")
	void closedRegistryKeepsNobodyWaiting() {
		SyncQueue<String> empty = this.registry.queue("empty");
		SyncQueue<String> full = this.registry.queue("full", 1);
		SyncWaitGroup group = this.registry.waitGroup("w");
		full.add("a");
		group.add();
		closeRegistry(this.registry);
		assertThat(this.threads.start("getter", empty::get).result()).isNull();
		assertThat(this.threads.run("putter", () -> full.put("b")).failure()).isInstanceOf(QueueClosedException.class);
		assertThat(this.threads.run("waiter", group::await).failure()).isInstanceOf(SyncClosedException.class);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("Whoever asks a closed registry for something new gets SyncClosedException")
	void closedRegistryCreatesNothing(SyncKind kind) {
		closeRegistry(this.registry);
		assertThatExceptionOfType(SyncClosedException.class)
			.isThrownBy(() -> Primitives.get(this.registry, kind, "new"))
			.withMessageContaining(kind.describe("new"));
		assertThat(this.registry.snapshot(kind, "new")).isEmpty();
	}

	@Test
	@DisplayName("Closing the registry twice is harmless")
	void closingTwice() {
		this.registry.queue("q");
		closeRegistry(this.registry);
		closeRegistry(this.registry);
	}

	@Test
	@DisplayName("A creation that races the end of the registry is refused, or keeps nobody waiting")
	void creationRacesClosing() {
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				SyncRegistry registry = registry();
				race.round(() -> closeRegistry(registry), () -> {
					try {
						assertThat(registry.<String>queue("q").get()).isNull();
					}
					catch (SyncClosedException ex) {
						assertThat(ex).hasMessageContaining("queue \"q\"");
					}
				}, () -> {
					assertThatExceptionOfType(SyncClosedException.class).isThrownBy(() -> {
						SyncWaitGroup group = registry.waitGroup("w");
						group.add();
						group.await();
					});
				});
			});
		}
	}

}
