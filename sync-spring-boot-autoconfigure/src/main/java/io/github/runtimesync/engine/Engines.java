/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;

/**
 * The engines of a registry: the default one and those that single declared primitives
 * name.
 */
final class Engines implements AutoCloseable {

	private final SyncEngine defaultEngine;

	private final Declarations declarations;

	private final Map<String, SyncEngine> byName = new LinkedHashMap<>();

	Engines(SyncEngine defaultEngine, Collection<? extends SyncEngine> others, Declarations declarations) {
		this.defaultEngine = defaultEngine;
		this.declarations = declarations;
		this.byName.put(defaultEngine.name(), defaultEngine);
		others.forEach((other) -> this.byName.putIfAbsent(other.name(), other));
		declarations.engines()
			.forEach((kind, engines) -> engines.forEach((name, engine) -> checkKnown(kind, name, engine)));
	}

	private void checkKnown(SyncKind kind, String name, String engine) {
		if (!this.byName.containsKey(engine)) {
			String property = kind.property(name) + ".engine";
			throw new SyncDefinitionException("%s is declared for the engine %s, but there is only %s: change %s"
				.formatted(kind.describe(name), engine, String.join(" and ", this.byName.keySet()), property),
					property);
		}
	}

	SyncEngine defaultEngine() {
		return this.defaultEngine;
	}

	/**
	 * Return the engine that makes a primitive.
	 */
	SyncEngine of(SyncKind kind, String name) {
		String declared = this.declarations.engine(kind, name);
		return (declared != null) ? this.byName.getOrDefault(declared, this.defaultEngine) : this.defaultEngine;
	}

	Collection<SyncEngine> all() {
		return Collections.unmodifiableCollection(this.byName.values());
	}

	void setRemovalListener(Consumer<EnginePrimitive> listener) {
		this.byName.values().forEach((engine) -> engine.setRemovalListener(listener));
	}

	@Override
	public void close() {
		this.byName.values().forEach(SyncEngine::close);
	}

}
