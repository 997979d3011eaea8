/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.ListenerFigures;
import io.github.runtimesync.engine.ListenerObserver;

/**
 * Keeps workers from starting.
 *
 * @param failing whether it does so now
 * @param refusals how often it did
 */
record RefusingObserver(AtomicBoolean failing, AtomicInteger refusals) implements ListenerObserver {

	RefusingObserver(AtomicBoolean failing) {
		this(failing, new AtomicInteger());
	}

	@Override
	public void started(ListenerFigures listener) {
	}

	@Override
	public CallObserver worker(String listener, String queue) {
		if (this.failing.get()) {
			this.refusals.incrementAndGet();
			throw new IllegalStateException("expected");
		}
		return new CallObserver() {

			@Override
			public void begin(int attempt, Envelope<?> envelope) {
			}

			@Override
			public void beginBatch(int attempt, List<Envelope<?>> envelopes) {
			}

			@Override
			public void failed(Throwable failure, Consequence consequence) {
			}

			@Override
			public void end() {
			}

		};
	}

}
