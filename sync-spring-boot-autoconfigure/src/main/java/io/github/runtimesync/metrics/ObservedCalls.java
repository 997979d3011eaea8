/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.List;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.ListenerFigures;
import io.github.runtimesync.engine.ListenerObserver;

/**
 * Observes the calls of listeners with Micrometer, each attempt on its own, and gives the
 * worker the trace, baggage and MDC entries that came with the item.
 */
public final class ObservedCalls implements ListenerObserver {

	private static final SyncProcessObservationConvention DEFAULT = new DefaultSyncProcessObservationConvention();

	private final ObservationRegistry observations;

	private final @Nullable SyncProcessObservationConvention convention;

	private final MdcCarrier mdc;

	private final boolean linked;

	/**
	 * Create an observer.
	 * @param observations where to observe
	 * @param convention names and tags, {@code null} for the default
	 * @param mdc restores MDC entries
	 * @param linked whether a call has a trace of its own, linked to that of the put.
	 * That of a batch always has
	 */
	public ObservedCalls(ObservationRegistry observations, @Nullable SyncProcessObservationConvention convention,
			MdcCarrier mdc, boolean linked) {
		this.observations = observations;
		this.convention = convention;
		this.mdc = mdc;
		this.linked = linked;
	}

	@Override
	public void started(ListenerFigures listener) {
	}

	@Override
	public CallObserver worker(String listener, String queue) {
		return new Worker(listener, queue);
	}

	/**
	 * The calls of one worker.
	 */
	private final class Worker implements CallObserver {

		private final String listener;

		private final String queue;

		private @Nullable SyncProcessContext context;

		private Observation observation = Observation.NOOP;

		private Observation.Scope scope = Observation.Scope.NOOP;

		private Map<String, String> before = Map.of();

		private Worker(String listener, String queue) {
			this.listener = listener;
			this.queue = queue;
		}

		@Override
		public void begin(int attempt, @Nullable Envelope<?> envelope) {
			this.before = ObservedCalls.this.mdc.read((envelope != null) ? envelope.headers() : Map.of());
			begin(attempt, (envelope != null) ? List.of(envelope) : List.of(), ObservedCalls.this.linked);
		}

		@Override
		public void beginBatch(int attempt, List<Envelope<?>> envelopes) {
			this.before = ObservedCalls.this.mdc.read(Map.of());
			begin(attempt, envelopes, true);
		}

		private void begin(int attempt, List<Envelope<?>> envelopes, boolean asLinked) {
			try {
				SyncProcessContext begun = new SyncProcessContext(this.listener, this.queue, attempt, envelopes,
						asLinked);
				this.context = begun;
				this.observation = Observation
					.createNotStarted(ObservedCalls.this.convention, DEFAULT, () -> begun,
							ObservedCalls.this.observations)
					.start();
				this.scope = this.observation.openScope();
			}
			catch (Throwable ex) {
				end();
				throw ex;
			}
		}

		@Override
		public void failed(Throwable failure, Consequence consequence) {
			if (this.context != null) {
				this.context.failed(consequence);
			}
			this.observation.error(failure);
			Observation.Event event = switch (consequence) {
				case RETRY -> Observation.Event.of("sync.retry", "retry");
				case DEAD_LETTER -> Observation.Event.of("sync.dead.letter", "dead letter");
				case LEFT_OVER -> Observation.Event.of("sync.left.over", "left over");
			};
			this.observation.event(event);
		}

		@Override
		public void end() {
			if (this.context != null) {
				this.context.end();
			}
			try {
				this.scope.close();
			}
			finally {
				stop();
			}
		}

		private void stop() {
			try {
				this.observation.stop();
			}
			finally {
				ObservedCalls.this.mdc.restore(this.before);
				this.before = Map.of();
				this.context = null;
				this.scope = Observation.Scope.NOOP;
				this.observation = Observation.NOOP;
			}
		}

	}

}
