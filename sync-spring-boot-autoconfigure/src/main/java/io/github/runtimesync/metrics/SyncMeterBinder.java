/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * Binds a registry's engines and primitives to a meter registry: those that exist and
 * those to come.
 */
public final class SyncMeterBinder implements MeterBinder, AutoCloseable {

	private final DefaultSyncRegistry registry;

	private final int maxNames;

	/** What ends each binding. Guarded by itself. */
	private final List<Runnable> bindings = new ArrayList<>();

	/**
	 * Create a binder.
	 * @param registry the registry to measure
	 * @param maxNames how many primitives of a kind get meters of their own at most; each
	 * name makes several time series
	 */
	public SyncMeterBinder(DefaultSyncRegistry registry, int maxNames) {
		this.registry = registry;
		this.maxNames = maxNames;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		List<Meter> added = new ArrayList<>();
		Arrays.stream(SyncKind.values())
			.map((kind) -> Gauge.builder("sync.registry.primitives", this.registry, (source) -> source.count(kind))
				.description("Number of primitives that exist")
				.baseUnit("primitives")
				.tag("kind", kind.propertyName())
				.tag("engine", this.registry.engine())
				.strongReference(true)
				.register(meters))
			.forEach(added::add);
		this.registry.engines().forEach((engine) -> EngineMeters.register(meters, engine, added::add));
		PrimitiveMeters primitives = new PrimitiveMeters(meters, this.registry, this.maxNames);
		Subscription subscription = this.registry.subscribe(primitives);
		synchronized (this.bindings) {
			this.bindings.add(() -> {
				subscription.close();
				primitives.close();
				added.forEach(meters::remove);
			});
		}
	}

	/**
	 * Remove all meters: a meter registry may outlive the registry that they measure, and
	 * would keep measuring it in place of the next.
	 */
	@Override
	public void close() {
		synchronized (this.bindings) {
			this.bindings.forEach(Runnable::run);
			this.bindings.clear();
		}
	}

}
