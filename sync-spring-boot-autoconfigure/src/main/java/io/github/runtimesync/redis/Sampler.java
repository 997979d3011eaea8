/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the state of primitives for meters and pages, which rather show an old state
 * than wait for Redis. While Redis does not answer it is asked once a second, for all
 * primitives together.
 */
final class Sampler {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration FRESH = Duration.ofMillis(100);

	private final Duration patience;

	private volatile long pausedAtNanos = System.nanoTime() - PAUSE.toNanos();

	/**
	 * Create a sampler.
	 * @param patience how long somebody who looks waits for Redis at most
	 */
	Sampler(Duration patience) {
		this.patience = patience;
	}

	private boolean isPausing() {
		return System.nanoTime() - this.pausedAtNanos < PAUSE.toNanos();
	}

	private void pause() {
		this.pausedAtNanos = System.nanoTime();
	}

	/**
	 * The latest state of a primitive that was seen. One question at most is under way,
	 * whose answer is noted whether somebody waits for it or not.
	 *
	 * @param <S> the state
	 */
	final class Sample<S> {

		private final Supplier<CompletableFuture<List<Object>>> source;

		private final Function<List<Object>, S> reader;

		private final AtomicReference<@Nullable CompletableFuture<S>> question = new AtomicReference<>();

		private volatile S latest;

		private volatile boolean outdated = true;

		private volatile long readAtNanos;

		/**
		 * Create a sample.
		 * @param first the state that is known already
		 * @param source asks for the state without blocking, and withdraws the question
		 * if what it returns is cancelled
		 * @param reader makes the state of the answer
		 */
		Sample(S first, Supplier<CompletableFuture<List<Object>>> source, Function<List<Object>, S> reader) {
			this.latest = first;
			this.source = source;
			this.reader = reader;
		}

		/**
		 * Say that this JVM has changed the state. The answer to a question that is under
		 * way may be older.
		 */
		void outdate() {
			this.outdated = true;
			this.question.set(null);
		}

		/**
		 * Ask for the state without waiting for it, unless what is known is fresh.
		 */
		void prefetch() {
			ask();
		}

		/**
		 * Return the state, at most a moment old if Redis answers.
		 */
		S get() {
			CompletableFuture<S> asked = ask();
			if (asked != null) {
				await(asked);
			}
			return this.latest;
		}

		/**
		 * Ask for the state, or join those who have asked.
		 * @return the answer to come, {@code null} if what is known has to do
		 */
		private @Nullable CompletableFuture<S> ask() {
			boolean fresh = !this.outdated && System.nanoTime() - this.readAtNanos < FRESH.toNanos();
			if (fresh || isPausing()) {
				return null;
			}
			CompletableFuture<S> asked = this.question.get();
			if (asked != null) {
				return asked;
			}
			CompletableFuture<S> mine = new CompletableFuture<>();
			if (!this.question.compareAndSet(null, mine)) {
				return this.question.get();
			}
			this.outdated = false;
			CompletableFuture<List<Object>> answer = this.source.get();
			answer.whenComplete((reply, thrown) -> settle(mine, reply, thrown));
			// Whoever gives up on the question withdraws it.
			mine.whenComplete((state, thrown) -> answer.cancel(false));
			return mine;
		}

		private void settle(CompletableFuture<S> asked, List<Object> reply, @Nullable Throwable thrown) {
			try {
				if (thrown != null) {
					throw thrown;
				}
				S state = this.reader.apply(reply);
				if (this.question.get() == asked) {
					this.latest = state;
					this.readAtNanos = System.nanoTime();
				}
				this.question.compareAndSet(asked, null);
				asked.complete(state);
			}
			catch (Throwable ex) {
				this.outdated = true;
				this.question.compareAndSet(asked, null);
				asked.completeExceptionally(ex);
			}
		}

		private void await(CompletableFuture<S> asked) {
			try {
				asked.get(Sampler.this.patience.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | CancellationException ex) {
				// What is known has to do.
			}
			catch (TimeoutException ex) {
				pause();
				asked.cancel(false);
			}
		}

	}

}
