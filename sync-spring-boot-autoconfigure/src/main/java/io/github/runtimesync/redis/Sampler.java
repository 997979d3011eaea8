/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Looks at the state of primitives for meters and pages, which rather show an old state
 * than wait for Redis. While Redis does not answer it is asked once a second, for all
 * primitives together.
 */
final class Sampler {

	private static final Duration PATIENCE = Duration.ofMillis(250);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration FRESH = Duration.ofMillis(100);

	private volatile long pausedAtNanos = System.nanoTime() - PAUSE.toNanos();

	private boolean isPausing() {
		return System.nanoTime() - this.pausedAtNanos < PAUSE.toNanos();
	}

	/**
	 * The latest state of a primitive that was seen.
	 *
	 * @param <S> the state
	 */
	final class Sample<S> {

		private final Supplier<CompletableFuture<S>> source;

		private volatile S latest;

		private volatile boolean outdated = true;

		private volatile long readAtNanos;

		/**
		 * Create a sample.
		 * @param first the state that is known already
		 * @param source asks for the state without blocking
		 */
		Sample(S first, Supplier<CompletableFuture<S>> source) {
			this.latest = first;
			this.source = source;
		}

		/**
		 * Say that this JVM has changed the state.
		 */
		void outdate() {
			this.outdated = true;
		}

		/**
		 * Return the state, at most a moment old if Redis answers.
		 */
		S get() {
			if ((this.outdated || System.nanoTime() - this.readAtNanos > FRESH.toNanos()) && !isPausing()) {
				read();
			}
			return this.latest;
		}

		private void read() {
			this.outdated = false;
			CompletableFuture<S> answer = this.source.get();
			try {
				this.latest = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
				this.readAtNanos = System.nanoTime();
			}
			catch (InterruptedException ex) {
				this.outdated = true;
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException ex) {
				this.outdated = true;
				Sampler.this.pausedAtNanos = System.nanoTime();
			}
			finally {
				answer.cancel(false);
			}
		}

	}

}
