/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineStatus;
import io.github.runtimesync.engine.HealthCheck;
import io.github.runtimesync.engine.SyncEngine;

/**
 * Finds engines whose store cannot be reached. Their primitives do not work then, so the
 * application is down.
 */
public final class EngineHealthCheck implements HealthCheck {

	private final DefaultSyncRegistry registry;

	/**
	 * Create a check.
	 * @param registry the registry that has the engines
	 */
	public EngineHealthCheck(DefaultSyncRegistry registry) {
		this.registry = registry;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		for (SyncEngine engine : this.registry.engines()) {
			EngineStatus status = engine.status();
			if (status != null && !status.reachable()) {
				findings.add(new Finding(Severity.DOWN, "engine " + engine.name(), describe(status)));
			}
		}
		return findings;
	}

	private static String describe(EngineStatus status) {
		Duration last = status.lastAnswer();
		return (last != null) ? "%s; last answer %d s ago".formatted(status.problem(), last.toSeconds())
				: "%s; it has never answered".formatted(status.problem());
	}

}
