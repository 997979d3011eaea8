/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Names the span of a put in the item's headers, so that a later span can link to it. A
 * propagator's own headers can only be turned into a parent.
 */
final class SpanReferences {

	private static final boolean PRESENT = ClassUtils.isPresent("io.micrometer.tracing.Tracer",
			SpanReferences.class.getClassLoader());

	private static final String HEADER = "sync-put-span";

	private SpanReferences() {
	}

	static void write(Observation.Context context, Map<String, String> headers) {
		if (PRESENT) {
			Writer.write(context, headers);
		}
	}

	static @Nullable Link read(Tracer tracer, Map<String, String> headers) {
		String[] parts = StringUtils.split(headers.get(HEADER), ":");
		if (parts == null) {
			return null;
		}
		String[] rest = StringUtils.split(parts[1], ":");
		if (rest == null) {
			return null;
		}
		return new Link(tracer.traceContextBuilder()
			.traceId(parts[0])
			.spanId(rest[0])
			.sampled(Boolean.valueOf(rest[1]))
			.build());
	}

	/**
	 * Apart, so that tracing may be missing.
	 */
	private static final class Writer {

		private static void write(Observation.Context context, Map<String, String> headers) {
			TracingContext tracing = context.get(TracingContext.class);
			Span span = (tracing != null) ? tracing.getSpan() : null;
			if (span != null && !span.isNoop()) {
				TraceContext ids = span.context();
				headers.put(HEADER, ids.traceId() + ":" + ids.spanId() + ":" + Boolean.TRUE.equals(ids.sampled()));
			}
		}

	}

}
