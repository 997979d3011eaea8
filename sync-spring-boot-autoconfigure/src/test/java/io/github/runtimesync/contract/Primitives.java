/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.Map;
import java.util.function.BiFunction;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

/**
 * Asks a registry for a primitive of any kind.
 */
final class Primitives {

	private static final Map<SyncKind, BiFunction<SyncRegistry, String, Object>> REQUESTS = Map.of(SyncKind.ATOMIC,
			SyncRegistry::atomic, SyncKind.SHARED, (registry, name) -> registry.shared(name, "initial"),
			SyncKind.WAIT_GROUP, SyncRegistry::waitGroup, SyncKind.QUEUE, SyncRegistry::queue);

	private Primitives() {
	}

	static Object get(SyncRegistry registry, SyncKind kind, String name) {
		return REQUESTS.get(kind).apply(registry, name);
	}

}
