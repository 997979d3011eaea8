/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.ListenerFigures;
import io.github.runtimesync.engine.ListenerObserver;

/**
 * Several observers as one. A call ends for them in the reverse order of its beginning.
 */
public final class CompositeListenerObserver implements ListenerObserver {

	private final List<ListenerObserver> observers;

	private CompositeListenerObserver(List<ListenerObserver> observers) {
		this.observers = observers;
	}

	/**
	 * Join observers.
	 * @param observers the observers
	 * @return the only one of them or all together, {@code null} if there are none
	 */
	public static @Nullable ListenerObserver of(List<ListenerObserver> observers) {
		return switch (observers.size()) {
			case 0 -> null;
			case 1 -> observers.get(0);
			default -> new CompositeListenerObserver(List.copyOf(observers));
		};
	}

	@Override
	public void started(ListenerFigures listener) {
		this.observers.forEach((observer) -> observer.started(listener));
	}

	@Override
	public CallObserver worker(String listener, String queue) {
		return new Calls(this.observers.stream()
			.map((observer) -> new WorkerCalls(observer.worker(listener, queue)))
			.toArray(WorkerCalls[]::new));
	}

	/**
	 * One observer's failure is none of the others' business.
	 */
	private static final class Calls implements CallObserver {

		private final WorkerCalls[] all;

		private Calls(WorkerCalls[] all) {
			this.all = all;
		}

		@Override
		public void begin(int attempt, @Nullable Envelope<?> envelope) {
			for (WorkerCalls calls : this.all) {
				calls.begin(attempt, envelope);
			}
		}

		@Override
		public void beginBatch(int attempt, List<Envelope<?>> envelopes) {
			for (WorkerCalls calls : this.all) {
				calls.beginBatch(attempt, envelopes);
			}
		}

		@Override
		public void failed(Throwable failure, Consequence consequence) {
			for (WorkerCalls calls : this.all) {
				calls.failed(failure, consequence);
			}
		}

		@Override
		public void end() {
			for (int i = this.all.length - 1; i >= 0; i--) {
				this.all[i].end();
			}
		}

	}

}
