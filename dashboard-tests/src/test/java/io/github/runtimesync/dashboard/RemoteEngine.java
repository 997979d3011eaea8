/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * An engine that says it keeps its primitives elsewhere, and sometimes that it gets no
 * answer from there.
 */
class RemoteEngine implements SyncEngineFactory {

	static final String NAME = "remote";

	private volatile boolean reachable = true;

	void setReachable(boolean reachable) {
		this.reachable = reachable;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public SyncEngine create(RegistrySettings settings) {
		return new Engine(LocalSyncRegistry.engine(settings));
	}

	private final class Engine implements SyncEngine {

		private final SyncEngine delegate;

		private Engine(SyncEngine delegate) {
			this.delegate = delegate;
		}

		@Override
		public String name() {
			return NAME;
		}

		@Override
		public boolean isReachable() {
			return RemoteEngine.this.reachable;
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

}
