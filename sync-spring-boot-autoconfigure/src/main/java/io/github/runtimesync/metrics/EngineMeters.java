/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import io.github.runtimesync.engine.EngineFigures;
import io.github.runtimesync.engine.SyncEngine;

/**
 * The meters of an engine that has a store outside of this JVM. They read numbers that
 * the engine keeps anyway, so neither a command nor a scrape pays for them.
 */
final class EngineMeters {

	private final MeterRegistry meters;

	private final SyncEngine engine;

	private final Consumer<Meter> added;

	private EngineMeters(MeterRegistry meters, SyncEngine engine, Consumer<Meter> added) {
		this.meters = meters;
		this.engine = engine;
		this.added = added;
	}

	/**
	 * Register the meters of an engine, if it has any.
	 */
	static void register(MeterRegistry meters, SyncEngine engine, Consumer<Meter> added) {
		if (engine.figures() != null) {
			new EngineMeters(meters, engine, added).register();
		}
	}

	private void register() {
		counter("sync.engine.commands", "Commands sent, repetitions included", "commands", EngineFigures::commands);
		counter("sync.engine.resends", "Commands sent once more since there was no answer", "commands",
				EngineFigures::resends);
		counter("sync.engine.failures", "Commands without an answer", "commands", EngineFigures::failures);
		counter("sync.engine.batches", "Commands that carried requests of callers", "commands", EngineFigures::batches);
		counter("sync.engine.requests", "Requests of callers, several of which share a command", "requests",
				EngineFigures::requests);
		counter("sync.engine.wake.ups", "Messages that there is something to do for callers that wait", "messages",
				EngineFigures::wakeUps);
		this.added.accept(FunctionTimer
			.builder("sync.engine.round.trip", this.engine, (now) -> number(now, EngineFigures::answers),
					(now) -> number(now, EngineFigures::answerNanos), TimeUnit.NANOSECONDS)
			.description("Time from sending a command to its answer")
			.tag("engine", this.engine.name())
			.register(this.meters));
		this.added.accept(Gauge.builder("sync.engine.reachable", this.engine, (now) -> now.isReachable() ? 1 : 0)
			.description("1 if the latest command was answered, 0 if not")
			.tag("engine", this.engine.name())
			.strongReference(true)
			.register(this.meters));
	}

	private void counter(String name, String description, String unit, ToLongFunction<EngineFigures> figure) {
		ToDoubleFunction<SyncEngine> value = (now) -> number(now, figure);
		this.added.accept(FunctionCounter.builder(name, this.engine, value)
			.description(description)
			.baseUnit(unit)
			.tag("engine", this.engine.name())
			.register(this.meters));
	}

	private static long number(SyncEngine engine, ToLongFunction<EngineFigures> figure) {
		EngineFigures figures = engine.figures();
		return (figures != null) ? figure.applyAsLong(figures) : 0;
	}

}
