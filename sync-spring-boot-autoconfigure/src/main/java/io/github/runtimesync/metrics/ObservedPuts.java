/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.PutObserver;

/**
 * Observes puts with Micrometer, and sends the trace context, baggage and MDC entries
 * along with the item. An observation that fails harms no put.
 */
public final class ObservedPuts implements PutObserver {

	private static final Log logger = LogFactory.getLog(ObservedPuts.class);

	private static final SyncPutObservationConvention DEFAULT = new DefaultSyncPutObservationConvention();

	private static final String OTHER = "other";

	private final ObservationRegistry observations;

	private final @Nullable SyncPutObservationConvention convention;

	private final MdcCarrier mdc;

	private final int maxNames;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create an observer.
	 * @param observations where to observe
	 * @param convention names and tags, {@code null} for the default
	 * @param mdc which MDC entries to send along
	 * @param maxNames how many names of queues become tags; all others share one
	 */
	public ObservedPuts(ObservationRegistry observations, @Nullable SyncPutObservationConvention convention,
			MdcCarrier mdc, int maxNames) {
		this.observations = observations;
		this.convention = convention;
		this.mdc = mdc;
		this.maxNames = maxNames;
	}

	@Override
	public PutObservation begin(String queue, Object item) {
		SyncPutContext context = new SyncPutContext(queue, tag(queue));
		Map<String, String> headers = context.headers();
		Observation observation = Observation.NOOP;
		try {
			this.mdc.write(headers);
			observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.observations)
				.start();
			SpanReferences.write(context, headers);
		}
		catch (RuntimeException ex) {
			warnOnce(ex);
		}
		return new Put(context, observation, headers);
	}

	private String tag(String queue) {
		if (this.names.contains(queue)) {
			return queue;
		}
		// Racing threads may add a few more, which does no harm.
		return (this.names.size() < this.maxNames && this.names.add(queue)) ? queue : OTHER;
	}

	private void warnOnce(RuntimeException failure) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("A put could not be observed; further failures are not logged", failure);
		}
	}

	/**
	 * One put.
	 */
	private final class Put implements PutObservation {

		private final SyncPutContext context;

		private final Observation observation;

		private final Map<String, String> headers;

		Put(SyncPutContext context, Observation observation, Map<String, String> headers) {
			this.context = context;
			this.observation = observation;
			this.headers = headers;
		}

		@Override
		public Map<String, String> headers() {
			return this.headers;
		}

		@Override
		public void end(PutEnd end) {
			try {
				this.context.end(end);
				this.observation.stop();
			}
			catch (RuntimeException ex) {
				warnOnce(ex);
			}
		}

	}

}
