/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.SyncShared;

/**
 * A {@link SyncShared} as an engine makes it.
 *
 * @param <T> the type of its value
 */
public non-sealed interface EngineShared<T extends @Nullable Object> extends SyncShared<T>, EnginePrimitive {

	@Override
	SharedSnapshot snapshot();

	/**
	 * Return the type that its values must have.
	 * @return the type, possibly not declared yet
	 */
	ElementType type();

	/**
	 * Return what keeps the present value from being of a type, which is about to be
	 * declared.
	 * @param type the type
	 * @return the name of the type that the value is of, {@code null} if it fits
	 */
	default @Nullable String misfit(Type type) {
		Object value = get();
		return (value == null || new ElementType(type).accepts(value)) ? null : value.getClass().getTypeName();
	}

}
