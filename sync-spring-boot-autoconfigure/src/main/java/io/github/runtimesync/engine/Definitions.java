/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.reflect.Type;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;

/**
 * Decides what a new primitive looks like and whether a request fits an existing one.
 * What the configuration declares settles both.
 */
final class Definitions {

	static final int ANY_SIZE = -1;

	private final Declarations declarations;

	private final boolean declaredOnly;

	Definitions(RegistrySettings settings) {
		this.declarations = settings.declarations();
		this.declaredOnly = settings.declaredOnly();
	}

	static int checkMaxSize(String name, int maxSize) {
		if (maxSize < 0) {
			throw new IllegalArgumentException("%s cannot have the negative bound %d: use 0 for an unbounded queue"
				.formatted(SyncKind.QUEUE.describe(name), maxSize));
		}
		return maxSize;
	}

	void checkDeclared(SyncKind kind, String name) {
		if (this.declaredOnly && !this.declarations.names(kind).contains(name)) {
			String suggestion = this.declarations.closest(kind, name)
				.map((closest) -> ". Did you mean \"%s\"?".formatted(closest))
				.orElse("");
			String property = kind.property(name);
			throw new SyncDefinitionException(
					"%s is not declared, and sync.creation=declared-only allows no other name: declare it with %s%s"
						.formatted(kind.describe(name), property, suggestion),
					property);
		}
	}

	Set<String> declaredNames(SyncKind kind) {
		return this.declarations.names(kind);
	}

	long initialValue(String atomic) {
		return this.declarations.atomics().getOrDefault(atomic, 0L);
	}

	EngineShared<?> newShared(SyncEngine engine, String name, @Nullable Type type, @Nullable Object initial) {
		Declarations.Shared declared = this.declarations.shareds().get(name);
		ElementType effective = new ElementType((declared != null && declared.type() != null) ? declared.type() : type);
		Object first = (initial == null && declared != null) ? declared.initial() : initial;
		effective.check(SyncKind.SHARED, name, first);
		return engine.createShared(name, effective, first);
	}

	EngineQueue<?> newQueue(SyncEngine engine, String name, @Nullable Type type, int maxSize) {
		Declarations.Queue declared = this.declarations.queues().get(name);
		if (declared == null) {
			return engine.createQueue(name, new ElementType(type), Math.max(0, maxSize));
		}
		return engine.createQueue(name, new ElementType((declared.type() != null) ? declared.type() : type),
				declared.maxSize());
	}

	void check(EngineShared<?> shared, @Nullable Type type) {
		if (type == null) {
			return;
		}
		String misfit = (shared.type().declared() == null) ? shared.misfit(type) : null;
		if (misfit != null) {
			throw SyncDefinitionException.differs(SyncKind.SHARED, shared.name(), "type", misfit, type.getTypeName());
		}
		declareType(SyncKind.SHARED, shared.name(), shared.type(), type);
	}

	void check(EngineQueue<?> queue, @Nullable Type type, int maxSize) {
		if (maxSize != ANY_SIZE && queue.maxSize() != maxSize) {
			throw SyncDefinitionException.differs(SyncKind.QUEUE, queue.name(), "max-size", queue.maxSize(), maxSize);
		}
		if (type != null) {
			declareType(SyncKind.QUEUE, queue.name(), queue.type(), type);
		}
	}

	private static void declareType(SyncKind kind, String name, ElementType type, Type requested) {
		if (!type.declare(requested)) {
			throw SyncDefinitionException.differs(kind, name, "type", type.declaredName(), requested.getTypeName());
		}
	}

}
