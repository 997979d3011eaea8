/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineStatus;
import io.github.runtimesync.engine.SyncEngine;

/**
 * An engine as the endpoint shows it.
 *
 * @param name the name
 * @param shared whether other JVMs share its primitives
 * @param reachable whether its store answers, {@code null} if it has none outside of this
 * JVM
 * @param problem why the store does not answer
 * @param lastAnswer how long ago the store answered last
 * @param roundTrip how long that answer took
 * @param waiters how many callers of this JVM wait on its primitives
 */
public record EngineDescriptor(String name, boolean shared, @Nullable Boolean reachable, @Nullable String problem,
		@Nullable Duration lastAnswer, @Nullable Duration roundTrip, @Nullable Integer waiters) {

	static List<EngineDescriptor> of(DefaultSyncRegistry registry) {
		return registry.engines().stream().map((engine) -> of(registry, engine)).toList();
	}

	private static EngineDescriptor of(DefaultSyncRegistry registry, SyncEngine engine) {
		EngineStatus status = engine.status();
		return (status != null)
				? new EngineDescriptor(engine.name(), engine.isShared(), status.reachable(), status.problem(),
						status.lastAnswer(), status.roundTrip(), registry.waiters(engine))
				: new EngineDescriptor(engine.name(), engine.isShared(), null, null, null, null, null);
	}

}
