/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.github.runtimesync.engine.EnginePrimitive;

/**
 * Asks for the state of all primitives that are kept elsewhere when a scrape reads the
 * first of them. So a scrape waits for one answer rather than for one after the other,
 * however many there are.
 */
final class Prefetch {

	private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

	private final Set<EnginePrimitive> primitives = ConcurrentHashMap.newKeySet();

	private final AtomicLong askedAtNanos = new AtomicLong(System.nanoTime() - AGAIN_NANOS);

	void add(EnginePrimitive primitive) {
		this.primitives.add(primitive);
	}

	void remove(EnginePrimitive primitive) {
		this.primitives.remove(primitive);
	}

	/**
	 * Return a function that does the same, and asks for all primitives first.
	 */
	<P> ToDoubleFunction<P> before(ToDoubleFunction<P> value) {
		return (primitive) -> {
			askForAll();
			return value.applyAsDouble(primitive);
		};
	}

	private void askForAll() {
		long asked = this.askedAtNanos.get();
		long now = System.nanoTime();
		if (now - asked >= AGAIN_NANOS && this.askedAtNanos.compareAndSet(asked, now)) {
			this.primitives.forEach(EnginePrimitive::prefetch);
		}
	}

}
