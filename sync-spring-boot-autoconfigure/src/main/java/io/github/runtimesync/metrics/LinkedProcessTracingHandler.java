/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

import io.github.runtimesync.engine.Envelope;

/**
 * Begins a trace of its own for calls that are {@link SyncProcessContext#isLinked()
 * linked}, with a link to the put of each item.
 */
public final class LinkedProcessTracingHandler
		extends PropagatingReceiverTracingObservationHandler<SyncProcessContext> {

	private final Tracer tracer;

	/**
	 * Create a handler.
	 * @param tracer makes the spans
	 * @param propagator is asked for a parent, and finds none
	 */
	public LinkedProcessTracingHandler(Tracer tracer, Propagator propagator) {
		super(tracer, propagator);
		this.tracer = tracer;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof SyncProcessContext process && process.isLinked();
	}

	@Override
	public Span.Builder customizeExtractedSpan(SyncProcessContext context, Span.Builder builder) {
		builder.setNoParent();
		for (Envelope<?> envelope : context.getEnvelopes()) {
			Link link = SpanReferences.read(this.tracer, envelope.headers());
			if (link != null) {
				builder.addLink(link);
			}
		}
		return builder;
	}

}
