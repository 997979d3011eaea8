/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.Arrays;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * Binds a registry's engines and primitives to a meter registry: those that exist and
 * those to come.
 */
public final class SyncMeterBinder implements MeterBinder {

	private final DefaultSyncRegistry registry;

	private final int maxNames;

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
		Arrays.stream(SyncKind.values())
			.forEach((kind) -> Gauge.builder("sync.registry.primitives", this.registry, (source) -> source.count(kind))
				.description("Number of primitives that exist")
				.baseUnit("primitives")
				.tag("kind", kind.propertyName())
				.tag("engine", this.registry.engine())
				.strongReference(true)
				.register(meters));
		this.registry.engines().forEach((engine) -> EngineMeters.register(meters, engine));
		this.registry.subscribe(new PrimitiveMeters(meters, this.registry, this.maxNames));
	}

}
