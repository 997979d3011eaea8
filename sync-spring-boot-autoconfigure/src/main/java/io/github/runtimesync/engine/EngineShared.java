/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

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

}
