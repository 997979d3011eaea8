/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.engine.EnginePrimitive;

/**
 * The meters of one primitive. Each reads a snapshot when it is scraped, which blocks
 * nobody.
 */
final class MeterSet {

	private final MeterRegistry meters;

	private final EnginePrimitive primitive;

	private final SyncSnapshot created;

	private final Tags tags;

	private final Consumer<Meter> added;

	MeterSet(MeterRegistry meters, EnginePrimitive primitive, SyncSnapshot created, Consumer<Meter> added) {
		this.meters = meters;
		this.primitive = primitive;
		this.created = created;
		this.tags = Tags.of("name", created.name(), "engine", created.engine());
		this.added = added;
	}

	void register() {
		if (this.created instanceof AtomicSnapshot) {
			gauge("sync.atomic.value", "Value of the counter", null, AtomicSnapshot.class, AtomicSnapshot::value);
		}
		else if (this.created instanceof SharedSnapshot) {
			counter("sync.shared.changes", "Changes of the shared variable", "changes", SharedSnapshot.class,
					SharedSnapshot::version);
		}
		else if (this.created instanceof WaitGroupSnapshot) {
			gauge("sync.wait.group.count", "Outstanding tasks", "tasks", WaitGroupSnapshot.class,
					WaitGroupSnapshot::count);
			gauge("sync.wait.group.waiters", "Callers that wait for zero", "callers", WaitGroupSnapshot.class,
					WaitGroupSnapshot::waiters);
		}
		else if (this.created instanceof QueueSnapshot queue) {
			registerQueue(queue);
		}
	}

	private void registerQueue(QueueSnapshot queue) {
		gauge("sync.queue.size", "Queued items", "items", QueueSnapshot.class, QueueSnapshot::size);
		if (queue.maxSize() != 0) {
			gauge("sync.queue.remaining", "Room left in the bounded queue", "items", QueueSnapshot.class,
					QueueSnapshot::remaining);
		}
		counter("sync.queue.puts", "Items put", "items", QueueSnapshot.class, QueueSnapshot::puts);
		counter("sync.queue.gets", "Items taken", "items", QueueSnapshot.class, QueueSnapshot::gets);
		waiters("put", QueueSnapshot::blockedPutters);
		waiters("get", QueueSnapshot::blockedGetters);
		this.added.accept(TimeGauge
			.builder("sync.queue.oldest.age", this.primitive, TimeUnit.NANOSECONDS,
					read(QueueSnapshot.class, (now) -> nanos(now.oldestAge())))
			.description("How long the oldest item has been queued, at least")
			.tags(this.tags)
			.strongReference(true)
			.register(this.meters));
	}

	private void waiters(String role, ToDoubleFunction<QueueSnapshot> value) {
		this.added.accept(Gauge.builder("sync.queue.waiters", this.primitive, read(QueueSnapshot.class, value))
			.description("Callers that wait for room or for an item")
			.baseUnit("callers")
			.tags(this.tags)
			.tag("role", role)
			.strongReference(true)
			.register(this.meters));
	}

	private <S extends SyncSnapshot> void gauge(String name, String description, @Nullable String unit, Class<S> type,
			ToDoubleFunction<S> value) {
		this.added.accept(Gauge.builder(name, this.primitive, read(type, value))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.strongReference(true)
			.register(this.meters));
	}

	private <S extends SyncSnapshot> void counter(String name, String description, String unit, Class<S> type,
			ToDoubleFunction<S> value) {
		this.added.accept(FunctionCounter.builder(name, this.primitive, read(type, value))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.register(this.meters));
	}

	private static <S extends SyncSnapshot> ToDoubleFunction<EnginePrimitive> read(Class<S> type,
			ToDoubleFunction<S> value) {
		return (primitive) -> value.applyAsDouble(type.cast(primitive.snapshot()));
	}

	private static double nanos(@Nullable Duration age) {
		return (age != null) ? age.toNanos() : 0;
	}

}
