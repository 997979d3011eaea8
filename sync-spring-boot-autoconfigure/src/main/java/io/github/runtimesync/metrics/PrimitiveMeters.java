/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.RegistryListener;

/**
 * Registers the meters of each new primitive and takes them away with it. Of the limited
 * number of names as many are kept free as the configuration declares, so that declared
 * primitives get meters whenever they come.
 * <p>
 * The registry calls its listeners one at a time; the monitor orders these calls and
 * {@link #close()}, after which a call that was under way adds nothing. Meters hold their
 * primitive strongly; what is remembered here is forgotten with the removal, so nothing
 * keeps a removed primitive alive.
 */
final class PrimitiveMeters implements RegistryListener {

	private static final Log logger = LogFactory.getLog(PrimitiveMeters.class);

	private final MeterRegistry meters;

	private final DefaultSyncRegistry registry;

	private final int maxNames;

	private final Prefetch prefetch = new Prefetch();

	private final Map<SyncKind, Integer> declared = new EnumMap<>(SyncKind.class);

	private final Map<SyncKind, Map<EnginePrimitive, List<Meter>>> registered = new EnumMap<>(SyncKind.class);

	private final Map<SyncKind, Boolean> warned = new EnumMap<>(SyncKind.class);

	private boolean closed;

	PrimitiveMeters(MeterRegistry meters, DefaultSyncRegistry registry, int maxNames) {
		this.meters = meters;
		this.registry = registry;
		this.maxNames = maxNames;
	}

	@Override
	public synchronized void created(EnginePrimitive primitive) {
		if (this.closed) {
			return;
		}
		SyncSnapshot snapshot = primitive.snapshot();
		Map<EnginePrimitive, List<Meter>> ofKind = this.registered.computeIfAbsent(snapshot.kind(),
				(kind) -> new HashMap<>());
		if (ofKind.containsKey(primitive)) {
			return;
		}
		if (!hasRoom(snapshot, ofKind.size())) {
			warnOnce(snapshot.kind());
			return;
		}
		if (isDeclared(snapshot)) {
			this.declared.merge(snapshot.kind(), 1, Integer::sum);
		}
		List<Meter> added = new ArrayList<>();
		if (this.registry.isShared(snapshot.kind(), snapshot.name())) {
			this.prefetch.add(primitive);
		}
		new MeterSet(this.meters, snapshot, this.prefetch, added::add).register(primitive);
		ofKind.put(primitive, added);
	}

	private boolean hasRoom(SyncSnapshot snapshot, int measured) {
		if (isDeclared(snapshot)) {
			return measured < this.maxNames;
		}
		int declaredToCome = this.registry.declaredNames(snapshot.kind()).size()
				- this.declared.getOrDefault(snapshot.kind(), 0);
		return measured + declaredToCome < this.maxNames;
	}

	private boolean isDeclared(SyncSnapshot snapshot) {
		return this.registry.declaredNames(snapshot.kind()).contains(snapshot.name());
	}

	@Override
	public synchronized void removed(EnginePrimitive primitive) {
		this.prefetch.remove(primitive);
		for (Map<EnginePrimitive, List<Meter>> ofKind : this.registered.values()) {
			List<Meter> removed = ofKind.remove(primitive);
			if (removed != null) {
				removed.forEach(this.meters::remove);
				SyncSnapshot snapshot = primitive.snapshot();
				if (isDeclared(snapshot)) {
					this.declared.merge(snapshot.kind(), -1, Integer::sum);
				}
			}
		}
	}

	/**
	 * Remove all meters, and add none any more.
	 */
	synchronized void close() {
		this.closed = true;
		this.registered.values()
			.forEach((ofKind) -> ofKind.values().forEach((added) -> added.forEach(this.meters::remove)));
		this.registered.clear();
	}

	private void warnOnce(SyncKind kind) {
		if (this.warned.put(kind, true) == null) {
			logger.warn(("%d %s have meters, which is the limit: further ones get none until some are removed, "
					+ "declared ones come first. Raise sync.metrics.max-names if the monitoring system can take it")
				.formatted(this.maxNames, kind.propertyName()));
		}
	}

}
