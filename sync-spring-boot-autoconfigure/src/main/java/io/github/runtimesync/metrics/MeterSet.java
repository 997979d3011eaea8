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

import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineWaitGroup;

/**
 * The meters of one primitive. Each reads a snapshot of the primitive when it is scraped,
 * which blocks nobody; those of primitives that other JVMs share are asked for together
 * when the first of them is read.
 */
final class MeterSet {

	private final MeterRegistry meters;

	private final Tags tags;

	private final Consumer<Meter> added;

	private final Prefetch prefetch;

	MeterSet(MeterRegistry meters, SyncSnapshot created, Prefetch prefetch, Consumer<Meter> added) {
		this.meters = meters;
		this.prefetch = prefetch;
		this.tags = Tags.of("name", created.name(), "engine", created.engine());
		this.added = added;
	}

	void register(EnginePrimitive primitive) {
		if (primitive instanceof EngineAtomic atomic) {
			gauge("sync.atomic.value", "Value of the counter", null, atomic, (now) -> now.snapshot().value());
		}
		else if (primitive instanceof EngineShared<?> shared) {
			counter("sync.shared.changes", "Changes of the shared variable", "changes", shared,
					(now) -> now.snapshot().version());
		}
		else if (primitive instanceof EngineWaitGroup group) {
			register(group);
		}
		else if (primitive instanceof EngineQueue<?> queue) {
			register(queue);
		}
	}

	private void register(EngineWaitGroup group) {
		gauge("sync.wait.group.count", "Outstanding tasks", "tasks", group, (now) -> now.snapshot().count());
		gauge("sync.wait.group.waiters", "Callers that wait for zero", "callers", group,
				(now) -> now.snapshot().waiters());
		age("sync.wait.group.round.age", "How long the count has been above zero, at least", group,
				(now) -> nanos(now.snapshot().roundAge()));
	}

	private void register(EngineQueue<?> queue) {
		gauge("sync.queue.size", "Queued items", "items", queue, (now) -> now.snapshot().size());
		if (queue.maxSize() != 0) {
			gauge("sync.queue.remaining", "Room left in the bounded queue", "items", queue,
					(now) -> now.snapshot().remaining());
		}
		counter("sync.queue.puts", "Items put", "items", queue, (now) -> now.snapshot().puts());
		counter("sync.queue.gets", "Items taken", "items", queue, (now) -> now.snapshot().gets());
		waiters("put", queue, (now) -> now.snapshot().blockedPutters());
		waiters("get", queue, (now) -> now.snapshot().blockedGetters());
		age("sync.queue.oldest.age", "How long the oldest item has been queued, at least", queue,
				(now) -> nanos(now.snapshot().oldestAge()));
		gauge("sync.queue.delayed", "Items that are not to be delivered yet", "items", queue,
				(now) -> now.snapshot().delayed());
		counter("sync.queue.expired", "Items dropped since their time to live was over", "items", queue,
				(now) -> now.snapshot().expired());
		gauge("sync.queue.paused", "1 while the queue is paused", null, queue,
				(now) -> now.snapshot().paused() ? 1 : 0);
	}

	private void waiters(String role, EngineQueue<?> queue, ToDoubleFunction<EngineQueue<?>> value) {
		this.added.accept(Gauge.<EngineQueue<?>>builder("sync.queue.waiters", queue, this.prefetch.before(value))
			.description("Callers that wait for room or for an item")
			.baseUnit("callers")
			.tags(this.tags)
			.tag("role", role)
			.strongReference(true)
			.register(this.meters));
	}

	private <P extends EnginePrimitive> void age(String name, String description, P primitive,
			ToDoubleFunction<P> nanos) {
		this.added.accept(TimeGauge.builder(name, primitive, TimeUnit.NANOSECONDS, this.prefetch.before(nanos))
			.description(description)
			.tags(this.tags)
			.strongReference(true)
			.register(this.meters));
	}

	private <P extends EnginePrimitive> void gauge(String name, String description, @Nullable String unit, P primitive,
			ToDoubleFunction<P> value) {
		this.added.accept(Gauge.builder(name, primitive, this.prefetch.before(value))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.strongReference(true)
			.register(this.meters));
	}

	private <P extends EnginePrimitive> void counter(String name, String description, String unit, P primitive,
			ToDoubleFunction<P> value) {
		this.added.accept(FunctionCounter.builder(name, primitive, this.prefetch.before(value))
			.description(description)
			.baseUnit(unit)
			.tags(this.tags)
			.register(this.meters));
	}

	private static double nanos(@Nullable Duration age) {
		return (age != null) ? age.toNanos() : 0;
	}

}
