/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.SyncEngine;

/**
 * Makes the primitives of another engine.
 */
public abstract class DelegatingEngine implements SyncEngine {

	private final SyncEngine delegate;

	protected DelegatingEngine(SyncEngine delegate) {
		this.delegate = delegate;
	}

	@Override
	public EngineAtomic createAtomic(String name, long initial) {
		return this.delegate.createAtomic(name, initial);
	}

	@Override
	public EngineShared<?> createShared(String name, ElementType type, @Nullable Object initial) {
		return this.delegate.createShared(name, type, initial);
	}

	@Override
	public EngineWaitGroup createWaitGroup(String name) {
		return this.delegate.createWaitGroup(name);
	}

	@Override
	public EngineQueue<?> createQueue(String name, ElementType type, int maxSize) {
		return this.delegate.createQueue(name, type, maxSize);
	}

}
