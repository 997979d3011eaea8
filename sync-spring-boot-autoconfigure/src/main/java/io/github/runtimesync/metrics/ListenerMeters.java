/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.ListenerFigures;
import io.github.runtimesync.engine.ListenerObserver;

/**
 * The meters of listeners: they come when a listener starts for the first time and go
 * when this is closed.
 */
public final class ListenerMeters implements ListenerObserver, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ListenerMeters.class);

	private final MeterRegistry meters;

	private final int maxNames;

	private final boolean timeCalls;

	/** Guards the fields below. */
	private final Object lock = new Object();

	private final Set<String> listeners = new HashSet<>();

	private final Set<Meter> registered = new HashSet<>();

	private boolean warned;

	private boolean closed;

	/**
	 * Create the meters.
	 * @param meters where to register them
	 * @param maxNames how many listeners get meters at most
	 * @param timeCalls whether to time calls; not if an observation does
	 */
	public ListenerMeters(MeterRegistry meters, int maxNames, boolean timeCalls) {
		this.meters = meters;
		this.maxNames = maxNames;
		this.timeCalls = timeCalls;
	}

	@Override
	public void started(ListenerFigures listener) {
		synchronized (this.lock) {
			if (this.listeners.contains(listener.id())) {
				return;
			}
			if (this.listeners.size() >= this.maxNames) {
				warnOnce();
				return;
			}
			this.listeners.add(listener.id());
		}
		gauge("sync.listener.workers", "Threads of the listener", "threads", listener, ListenerFigures::workers);
		gauge("sync.listener.active", "Threads that do not wait for an item", "threads", listener,
				ListenerFigures::activeWorkers);
		gauge("sync.listener.in.retry", "Items that wait for their next attempt", "items", listener,
				ListenerFigures::inRetry);
		counter("sync.listener.retries", "Items given another attempt, each attempt counted", listener,
				ListenerFigures::retries);
		counter("sync.listener.dead.letters", "Items that became dead letters", listener, ListenerFigures::deadLetters);
	}

	private void warnOnce() {
		if (!this.warned) {
			this.warned = true;
			logger.warn(("%d listeners have meters, which is the limit: further ones get none. "
					+ "Raise sync.metrics.max-names if the monitoring system can take it")
				.formatted(this.maxNames));
		}
	}

	@Override
	public CallObserver worker(String listener, String queue) {
		synchronized (this.lock) {
			if (!this.listeners.contains(listener)) {
				return CallTimers.NONE;
			}
		}
		Tags tags = Tags.of("name", listener, "queue", queue);
		Timer dwell = added(Timer.builder("sync.queue.dwell")
			.description("Time from the put of an item until a listener begins with it")
			.tags(tags)
			.register(this.meters));
		return new CallTimers(this, dwell, this.timeCalls ? tags : null);
	}

	Timer processTimer(Tags tags) {
		return added(Timer.builder("sync.listener.process")
			.description("Time that calls of the listener take, each attempt on its own")
			.tags(tags)
			.register(this.meters));
	}

	private void gauge(String name, String description, String unit, ListenerFigures listener,
			ToDoubleFunction<ListenerFigures> value) {
		added(Gauge.builder(name, listener, value)
			.description(description)
			.baseUnit(unit)
			.tags("name", listener.id(), "queue", listener.queue())
			.strongReference(true)
			.register(this.meters));
	}

	private void counter(String name, String description, ListenerFigures listener,
			ToDoubleFunction<ListenerFigures> value) {
		added(FunctionCounter.builder(name, listener, value)
			.description(description)
			.baseUnit("items")
			.tags("name", listener.id(), "queue", listener.queue())
			.register(this.meters));
	}

	private <M extends Meter> M added(M meter) {
		synchronized (this.lock) {
			if (this.closed) {
				// A call was still under way.
				this.meters.remove(meter);
			}
			else {
				this.registered.add(meter);
			}
		}
		return meter;
	}

	/**
	 * Remove all meters.
	 */
	@Override
	public void close() {
		synchronized (this.lock) {
			this.closed = true;
			this.registered.forEach(this.meters::remove);
			this.registered.clear();
			this.listeners.clear();
		}
	}

}
