/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * The primitives that an application created while it started, and how to get back to
 * them.
 */
final class RegistryBaseline {

	/**
	 * The calls of a consumer that waits for its next item.
	 */
	private static final Set<String> CONSUMER_CALLS = Set.of("get", "getAsync");

	private final DefaultSyncRegistry registry;

	private final ListenerBaseline listeners;

	private final Map<SyncKind, Map<String, PrimitiveBaseline>> primitives = new EnumMap<>(SyncKind.class);

	RegistryBaseline(DefaultSyncRegistry registry, ListenerBaseline listeners) {
		this.registry = registry;
		this.listeners = listeners;
		for (SyncKind kind : SyncKind.values()) {
			Map<String, PrimitiveBaseline> byName = new HashMap<>();
			registry.primitives(kind)
				.forEach((primitive) -> byName.put(primitive.name(), PrimitiveBaseline.of(primitive)));
			this.primitives.put(kind, byName);
		}
	}

	/**
	 * Remove what came later and reset the rest, listeners too.
	 * @return a description of each listener that did not come to an end
	 */
	List<String> reset() {
		adoptQueues();
		return this.listeners.reset(this::resetPrimitives);
	}

	/**
	 * The queue of a listener that came later, such as one of a lazy bean, belongs to the
	 * application as well.
	 */
	private void adoptQueues() {
		Map<String, PrimitiveBaseline> queues = this.primitives.computeIfAbsent(SyncKind.QUEUE,
				(kind) -> new HashMap<>());
		this.listeners.queues()
			.filter((name) -> !queues.containsKey(name))
			.flatMap((name) -> this.registry.find(SyncKind.QUEUE, name).stream())
			.map(EngineQueue.class::cast)
			.filter((queue) -> !queue.isClosed())
			.forEach((queue) -> {
				queue.resume();
				queues.put(queue.name(), PrimitiveBaseline.of(queue));
			});
	}

	private void resetPrimitives() {
		for (SyncKind kind : SyncKind.values()) {
			for (EnginePrimitive primitive : this.registry.primitives(kind).toList()) {
				PrimitiveBaseline baseline = find(kind, primitive.name());
				if (baseline == null) {
					this.registry.remove(kind, primitive.name());
				}
				else if (baseline.primitive() == primitive) {
					baseline.reset();
				}
			}
		}
	}

	/**
	 * Return what cannot be reset.
	 * @return a description of each primitive and of what became of it
	 */
	List<String> lost() {
		if (this.registry.isClosed()) {
			return List.of("the registry was closed");
		}
		List<String> lost = new ArrayList<>();
		this.primitives.forEach((kind, byName) -> byName.forEach((name, baseline) -> {
			if (this.registry.find(kind, name).orElse(null) != baseline.primitive()) {
				lost.add(kind.describe(name) + " was removed");
			}
			else if (baseline.isClosed()) {
				lost.add(kind.describe(name) + " was closed");
			}
		}));
		return lost;
	}

	/**
	 * Return who began to wait since a test began, except for consumers of the
	 * application's queues.
	 * @param startNanos when the test began, by {@link System#nanoTime()}
	 * @return a description of each caller
	 */
	List<String> leftoverCallers(long startNanos) {
		adoptQueues();
		return Arrays.stream(SyncKind.values())
			.flatMap((kind) -> this.registry.primitives(kind)
				.flatMap((primitive) -> primitive.waitingCallers(Integer.MAX_VALUE)
					.stream()
					.filter((caller) -> caller.sinceNanos() - startNanos >= 0)
					.filter((caller) -> !isConsumer(caller) || find(kind, primitive.name()) == null)
					.map((caller) -> describe(kind, primitive, caller))))
			.toList();
	}

	/**
	 * Return whether a caller waits for items. A listener also does with a timeout, while
	 * its batch is not full.
	 */
	private boolean isConsumer(WaitingCaller caller) {
		return CONSUMER_CALLS.contains(caller.call())
				|| (caller.call().equals("poll") && this.listeners.isWorker(caller.thread()));
	}

	private static String describe(SyncKind kind, EnginePrimitive primitive, WaitingCaller caller) {
		Thread thread = caller.thread();
		String site = (caller.callSite() != null) ? " at " + caller.callSite() : "";
		return "%s in %s of %s for %d ms%s".formatted(
				(thread != null) ? "thread \"" + thread.getName() + "\"" : "a future", caller.call(),
				kind.describe(primitive.name()), caller.waited().toMillis(), site);
	}

	private @Nullable PrimitiveBaseline find(SyncKind kind, String name) {
		return this.primitives.getOrDefault(kind, Map.of()).get(name);
	}

}
