/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.Envelope;

/**
 * Times the calls of one worker, without allocation while they succeed.
 */
final class CallTimers implements CallObserver {

	/**
	 * Times nothing.
	 */
	static final CallObserver NONE = new CallTimers();

	private final @Nullable ListenerMeters meters;

	private final @Nullable Timer dwell;

	private final @Nullable Tags tags;

	private final @Nullable Timer success;

	private @Nullable Throwable failure;

	private long beginNanos;

	private CallTimers() {
		this.meters = null;
		this.dwell = null;
		this.tags = null;
		this.success = null;
	}

	/**
	 * Create timers.
	 * @param meters registers those that are not there yet
	 * @param dwell times the way through the queue
	 * @param tags the tags of the timer of calls, {@code null} if they are not timed
	 */
	CallTimers(ListenerMeters meters, Timer dwell, @Nullable Tags tags) {
		this.meters = meters;
		this.dwell = dwell;
		this.tags = tags;
		this.success = (tags != null) ? meters.processTimer(outcome(tags, null)) : null;
	}

	private static Tags outcome(Tags tags, @Nullable Throwable failure) {
		return tags.and("result", CallTags.result(failure), "exception", CallTags.exception(failure));
	}

	@Override
	public void begin(int attempt, @Nullable Envelope<?> envelope) {
		if (attempt == 1 && envelope != null) {
			recordDwell(envelope);
		}
		start();
	}

	@Override
	public void beginBatch(int attempt, List<Envelope<?>> envelopes) {
		if (attempt == 1) {
			envelopes.forEach(this::recordDwell);
		}
		start();
	}

	private void recordDwell(Envelope<?> envelope) {
		if (this.dwell != null) {
			this.dwell.record(envelope.age());
		}
	}

	private void start() {
		if (this.success != null) {
			this.beginNanos = System.nanoTime();
		}
	}

	@Override
	public void failed(Throwable thrown, Consequence consequence) {
		if (this.success != null) {
			this.failure = thrown;
		}
	}

	@Override
	public void end() {
		if (this.success == null || this.tags == null || this.meters == null) {
			return;
		}
		long nanos = System.nanoTime() - this.beginNanos;
		Throwable thrown = this.failure;
		this.failure = null;
		Timer timer = (thrown != null) ? this.meters.processTimer(outcome(this.tags, thrown)) : this.success;
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

}
