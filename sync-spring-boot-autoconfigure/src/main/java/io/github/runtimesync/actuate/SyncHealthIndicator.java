/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineStatus;
import io.github.runtimesync.engine.HealthCheck;
import io.github.runtimesync.engine.HealthCheck.Finding;
import io.github.runtimesync.engine.HealthCheck.Severity;
import io.github.runtimesync.engine.SyncEngine;

/**
 * {@link HealthIndicator} that reports what the {@link HealthCheck checks} find. With
 * nothing to report it is up, and shows how many primitives there are.
 */
public class SyncHealthIndicator extends AbstractHealthIndicator {

	private static final int MAX_SHOWN = 20;

	private final DefaultSyncRegistry registry;

	private final List<HealthCheck> checks;

	/**
	 * Create an indicator.
	 * @param registry the registry whose primitives are counted
	 * @param checks look for trouble
	 */
	public SyncHealthIndicator(DefaultSyncRegistry registry, Stream<HealthCheck> checks) {
		super("Sync health check failed");
		this.registry = registry;
		this.checks = checks.toList();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<Finding> findings = this.checks.stream()
			.flatMap((check) -> check.check().stream())
			.sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::subject))
			.toList();
		builder.status(status(findings)).withDetail("engine", this.registry.engine());
		for (SyncKind kind : SyncKind.values()) {
			builder.withDetail(SyncEndpoint.pathOf(kind), this.registry.count(kind));
		}
		Map<String, Map<String, Object>> engines = engines();
		if (!engines.isEmpty()) {
			builder.withDetail("engines", engines);
		}
		if (!findings.isEmpty()) {
			builder.withDetail("problemCount", findings.size()).withDetail("problems", shown(findings));
		}
	}

	/**
	 * Show how those engines get on that have a store elsewhere.
	 */
	private Map<String, Map<String, Object>> engines() {
		Map<String, Map<String, Object>> engines = new LinkedHashMap<>();
		for (SyncEngine engine : this.registry.engines()) {
			EngineStatus status = engine.status();
			if (status != null) {
				Map<String, Object> details = new LinkedHashMap<>();
				details.put("reachable", status.reachable());
				if (status.lastAnswer() != null && status.roundTrip() != null) {
					details.put("lastAnswer", status.lastAnswer());
					details.put("roundTrip", status.roundTrip());
				}
				details.put("waiters", this.registry.waiters(engine));
				engines.put(engine.name(), details);
			}
		}
		return engines;
	}

	/**
	 * The findings come sorted, the worst first.
	 */
	private static Status status(List<Finding> findings) {
		if (findings.isEmpty()) {
			return Status.UP;
		}
		return (findings.get(0).severity() != Severity.DOWN) ? Status.OUT_OF_SERVICE : Status.DOWN;
	}

	private static Map<String, String> shown(List<Finding> findings) {
		Map<String, String> shown = new LinkedHashMap<>();
		findings.stream()
			.limit(MAX_SHOWN)
			.forEach((finding) -> shown.merge(finding.subject(), finding.detail(), (one, other) -> one + "; " + other));
		return shown;
	}

}
