/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a registry promises to those who only look.
 */
public abstract class SyncRegistrySnapshotContract extends SyncContract {

	@ParameterizedTest
	@EnumSource
	@DisplayName("Looking never creates anything")
	void lookingNeverCreates(SyncKind kind) {
		assertThat(this.registry.snapshot(kind, "x")).isEmpty();
		assertThat(this.registry.snapshots(kind, null, 0, 10).items()).isEmpty();
		assertThat(this.registry.snapshots(kind, "x", 0, 10).items()).isEmpty();
		assertThat(this.registry.count(kind)).isZero();
		assertThat(this.registry.snapshot(kind, "x")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("A snapshot shows kind, name, engine and time of creation")
	void snapshotShowsTheCommonState(SyncKind kind) {
		Instant before = Instant.now().minusSeconds(1);
		Primitives.get(this.registry, kind, "x");
		SyncSnapshot snapshot = this.registry.snapshot(kind, "x").orElseThrow();
		assertThat(snapshot.kind()).isEqualTo(kind);
		assertThat(snapshot.name()).isEqualTo("x");
		assertThat(snapshot.engine()).isEqualTo(this.registry.engine());
		assertThat(snapshot.created()).isBetween(before, Instant.now().plusSeconds(1));
	}

	@Test
	@DisplayName("The snapshot of a counter shows its value")
	void atomicSnapshot() {
		this.registry.atomic("a", 5).add();
		AtomicSnapshot snapshot = (AtomicSnapshot) this.registry.snapshot(SyncKind.ATOMIC, "a").orElseThrow();
		assertThat(snapshot.value()).isEqualTo(6);
	}

	@Test
	@DisplayName("The snapshot of a shared variable shows type, version, value and time of change, its text no value")
	void sharedSnapshot() {
		SyncShared<@Nullable String> shared = this.registry.shared("s", String.class);
		assertThat(sharedSnapshot("s").value()).isNull();
		assertThat(sharedSnapshot("s").version()).isZero();
		shared.set("secret");
		SharedSnapshot snapshot = sharedSnapshot("s");
		assertThat(snapshot.value()).isEqualTo("secret");
		assertThat(snapshot.version()).isEqualTo(1);
		assertThat(snapshot.type()).isEqualTo("java.lang.String");
		assertThat(snapshot.changed()).isBetween(snapshot.created(), Instant.now().plusSeconds(1));
		assertThat(snapshot.toString()).doesNotContain("secret");
		assertThat(shared.toString()).doesNotContain("secret");
		this.registry.shared("untyped", "secret");
		assertThat(sharedSnapshot("untyped").type()).isNull();
	}

	private SharedSnapshot sharedSnapshot(String name) {
		return (SharedSnapshot) this.registry.snapshot(SyncKind.SHARED, name).orElseThrow();
	}

	@Test
	@DisplayName("The snapshot of a wait group shows count, waiters and the age of the round")
	void waitGroupSnapshot() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(snapshot(this.registry, group).roundAge()).isNull();
		group.add(3);
		this.threads.run("waiter", group::await);
		awaitWaiters(group, 1);
		WaitGroupSnapshot snapshot = snapshot(this.registry, group);
		assertThat(snapshot.count()).isEqualTo(3);
		assertThat(snapshot.waiters()).isEqualTo(1);
		assertThat(snapshot.roundAge()).isGreaterThanOrEqualTo(Duration.ZERO);
		group.add(-3);
		assertThat(snapshot(this.registry, group).count()).isZero();
		assertThat(snapshot(this.registry, group).roundAge()).isNull();
		awaitWaiters(group, 0);
	}

	@Test
	@DisplayName("The snapshot of a queue shows its definition, its size and what went through it")
	void queueSnapshot() {
		SyncQueue<String> queue = this.registry.queue("q", String.class, 3);
		QueueSnapshot fresh = snapshot(this.registry, queue);
		assertThat(fresh.type()).isEqualTo("java.lang.String");
		assertThat(fresh.maxSize()).isEqualTo(3);
		assertThat(fresh.remaining()).isEqualTo(3);
		assertThat(fresh.puts()).isZero();
		assertThat(fresh.gets()).isZero();
		assertThat(fresh.oldestAge()).isNull();
		assertThat(fresh.closed()).isFalse();
		List.of("a", "b", "c").forEach(queue::add);
		assertThat(queue.offer("refused")).isFalse();
		queue.poll();
		QueueSnapshot used = snapshot(this.registry, queue);
		assertThat(used.size()).isEqualTo(2);
		assertThat(used.remaining()).isEqualTo(1);
		assertThat(used.puts()).isEqualTo(3);
		assertThat(used.gets()).isEqualTo(1);
		assertThat(used.oldestAge()).isGreaterThanOrEqualTo(Duration.ZERO);
		queue.poll();
		queue.poll();
		queue.close();
		QueueSnapshot drained = snapshot(this.registry, queue);
		assertThat(drained.oldestAge()).isNull();
		assertThat(drained.gets()).isEqualTo(3);
		assertThat(drained.closed()).isTrue();
		assertThat(snapshot(this.registry, this.registry.queue("unbounded")).remaining()).isEqualTo(Integer.MAX_VALUE);
		assertThat(snapshot(this.registry, this.registry.queue("unbounded")).type()).isNull();
	}

	@Test
	@DisplayName("The counts of a queue include what was handed over to or from waiting callers")
	void queueSnapshotCountsHandOvers() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		this.threads.run("getter", queue::get);
		awaitBlockedGetters(queue, 1);
		queue.add(1);
		awaitBlockedGetters(queue, 0);
		queue.add(2);
		this.threads.run("putter", () -> queue.put(3));
		awaitBlockedPutters(queue, 1);
		assertThat(queue.poll()).isEqualTo(2);
		this.threads.joinAll();
		QueueSnapshot snapshot = snapshot(this.registry, queue);
		assertThat(snapshot.puts()).isEqualTo(3);
		assertThat(snapshot.gets()).isEqualTo(2);
		assertThat(snapshot.size()).isEqualTo(1);
	}

}
