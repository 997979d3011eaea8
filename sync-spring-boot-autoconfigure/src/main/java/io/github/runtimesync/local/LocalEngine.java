/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.WaitObserver;

/**
 * Makes primitives that live in this JVM.
 */
final class LocalEngine implements SyncEngine {

	static final String NAME = "local";

	private final RegistrySettings settings;

	private final DelayTimer timer = new DelayTimer();

	LocalEngine(RegistrySettings settings) {
		this.settings = settings;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public EngineAtomic createAtomic(String name, long initial) {
		return new LocalAtomic(name, initial);
	}

	@Override
	@SuppressWarnings("NullAway") // does not follow nullness through type arguments
	public EngineShared<?> createShared(String name, ElementType type, @Nullable Object initial) {
		return new LocalShared<@Nullable Object>(name, type, initial);
	}

	@Override
	public EngineWaitGroup createWaitGroup(String name) {
		return new LocalWaitGroup(name, this.settings.captureCallSites());
	}

	@Override
	public EngineQueue<?> createQueue(String name, ElementType type, int maxSize) {
		return new LocalQueue<>(new WaitObserver(name, NAME, this.settings.captureCallSites()), type, maxSize,
				this.settings.putObserver(), this.timer);
	}

}
