/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.HealthCheck;

/**
 * Finds queues beyond the thresholds that the application has set. Without a threshold
 * for all queues only those that have one of their own are looked at.
 */
public final class QueueHealthCheck implements HealthCheck {

	private final DefaultSyncRegistry registry;

	private final Thresholds all;

	private final Map<String, Thresholds> byName;

	/**
	 * Create a check.
	 * @param registry the registry that has the queues
	 * @param all thresholds for every queue
	 * @param byName thresholds by the name of a queue, which win
	 */
	public QueueHealthCheck(DefaultSyncRegistry registry, Thresholds all, Map<String, Thresholds> byName) {
		this.registry = registry;
		this.all = all;
		this.byName = Map.copyOf(byName);
	}

	@Override
	public List<Finding> check() {
		return queues().map(EnginePrimitive::snapshot)
			.map(QueueSnapshot.class::cast)
			.flatMap((queue) -> thresholds(queue.name()).exceededBy(queue)
				.stream()
				.map((detail) -> new Finding(Severity.OUT_OF_SERVICE, SyncKind.QUEUE.describe(queue.name()), detail)))
			.toList();
	}

	private Stream<EnginePrimitive> queues() {
		return this.all.equals(Thresholds.NONE) ? this.byName.keySet()
			.stream()
			.map((name) -> this.registry.find(SyncKind.QUEUE, name))
			.flatMap(Optional::stream) : this.registry.primitives(SyncKind.QUEUE);
	}

	private Thresholds thresholds(String queue) {
		return this.byName.getOrDefault(queue, Thresholds.NONE).or(this.all);
	}

	/**
	 * What is too much for a queue. Each may be left out.
	 *
	 * @param maxFill the part of the bound that may be filled, from 0 to 1
	 * @param maxSize how many items may be queued
	 * @param maxAge how long the oldest item may have been queued
	 */
	public record Thresholds(@Nullable Double maxFill, @Nullable Integer maxSize, @Nullable Duration maxAge) {

		/**
		 * Nothing is too much.
		 */
		public static final Thresholds NONE = new Thresholds(null, null, null);

		Thresholds or(Thresholds other) {
			return new Thresholds((this.maxFill != null) ? this.maxFill : other.maxFill,
					(this.maxSize != null) ? this.maxSize : other.maxSize,
					(this.maxAge != null) ? this.maxAge : other.maxAge);
		}

		List<String> exceededBy(QueueSnapshot queue) {
			List<String> exceeded = new ArrayList<>();
			if (this.maxFill != null && queue.maxSize() != 0 && queue.size() > this.maxFill * queue.maxSize()) {
				exceeded.add("%d of at most %d items, more than max-fill=%s allows".formatted(queue.size(),
						queue.maxSize(), this.maxFill));
			}
			if (this.maxSize != null && queue.size() > this.maxSize) {
				exceeded.add("%d items, more than max-size=%d".formatted(queue.size(), this.maxSize));
			}
			Duration age = queue.oldestAge();
			if (this.maxAge != null && age != null && age.compareTo(this.maxAge) > 0) {
				exceeded.add("oldest item queued for %d s or more, longer than max-age=%s%s".formatted(age.toSeconds(),
						this.maxAge, queue.paused() ? "; the queue is paused" : ""));
			}
			return exceeded;
		}

	}

}
