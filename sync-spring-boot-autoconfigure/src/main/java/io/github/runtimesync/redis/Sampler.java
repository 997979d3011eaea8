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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Looks at the state of primitives for meters and pages, which rather show an old state
 * than wait for Redis. While Redis does not answer it is asked once a second, for all
 * primitives together.
 */
final class Sampler {

	static final Duration PAUSE = Duration.ofSeconds(1);

	static final Duration FRESH = Duration.ofMillis(100);

	private final Duration patience;

	private final LongSupplier nanoTime;

	private volatile long pausedAtNanos;

	/**
	 * Create a sampler.
	 * @param patience how long somebody who looks waits for Redis at most
	 * @param nanoTime the clock
	 */
	Sampler(Duration patience, LongSupplier nanoTime) {
		this.patience = patience;
		this.nanoTime = nanoTime;
		this.pausedAtNanos = nanoTime.getAsLong() - PAUSE.toNanos();
	}

	private long now() {
		return this.nanoTime.getAsLong();
	}

	private boolean isPausing() {
		return now() - this.pausedAtNanos < PAUSE.toNanos();
	}

	private void pause() {
		this.pausedAtNanos = now();
	}

	/**
	 * The latest state of a primitive that was seen. One question at most is under way
	 * for each state of this JVM's knowledge, and its answer is noted whether somebody
	 * waits for it or not.
	 * <p>
	 * {@code changes} counts what this JVM has changed. A question carries the count at
	 * which it was asked, so its answer includes all changes up to there, and is noted
	 * unless one with a higher count was. What is known is fresh only if it carries the
	 * present count, so whoever has made a change sees it.
	 *
	 * @param <S> the state
	 */
	final class Sample<S> {

		private final Supplier<CompletableFuture<List<Object>>> source;

		private final Function<List<Object>, S> reader;

		private final AtomicLong changes = new AtomicLong();

		private final AtomicReference<@Nullable Question<S>> question = new AtomicReference<>();

		/** Written by {@link #note} only. */
		private volatile Answer<S> latest;

		/**
		 * Create a sample.
		 * @param first the state that is known already
		 * @param source asks for the state without blocking, and withdraws the question
		 * if what it returns is cancelled
		 * @param reader makes the state of the answer
		 */
		Sample(S first, Supplier<CompletableFuture<List<Object>>> source, Function<List<Object>, S> reader) {
			this.latest = new Answer<>(first, -1, now());
			this.source = source;
			this.reader = reader;
		}

		/**
		 * Say that this JVM has changed the state, before the caller who wanted that is
		 * told. The answer to a question that is under way may be older.
		 */
		void outdate() {
			this.changes.incrementAndGet();
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
			return this.latest.state();
		}

		/**
		 * Ask for the state, or join those who have asked.
		 * @return the answer to come, {@code null} if what is known has to do
		 */
		private @Nullable CompletableFuture<S> ask() {
			while (true) {
				long changed = this.changes.get();
				Answer<S> known = this.latest;
				boolean fresh = known.changes() == changed && now() - known.readAtNanos() < FRESH.toNanos();
				if (fresh || isPausing()) {
					return null;
				}
				Question<S> present = this.question.get();
				if (present != null && present.changes() == changed) {
					return present.state();
				}
				Question<S> mine = new Question<>(changed, new CompletableFuture<>());
				if (this.question.compareAndSet(present, mine)) {
					ask(mine);
					return mine.state();
				}
			}
		}

		private void ask(Question<S> asked) {
			CompletableFuture<List<Object>> answer = Failure.stageOf(this.source);
			answer.whenComplete((reply, thrown) -> settle(asked, reply, thrown));
			// Whoever gives up on the question withdraws it.
			asked.state().whenComplete((state, thrown) -> answer.cancel(false));
		}

		private void settle(Question<S> asked, List<Object> reply, @Nullable Throwable thrown) {
			try {
				if (thrown != null) {
					throw thrown;
				}
				S state = this.reader.apply(reply);
				note(new Answer<>(state, asked.changes(), now()));
				this.question.compareAndSet(asked, null);
				asked.state().complete(state);
			}
			catch (Throwable ex) {
				this.question.compareAndSet(asked, null);
				asked.state().completeExceptionally(ex);
			}
		}

		private synchronized void note(Answer<S> answer) {
			if (answer.changes() >= this.latest.changes()) {
				this.latest = answer;
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

	/**
	 * A question that is under way.
	 *
	 * @param changes how often this JVM had changed the state when it was asked
	 * @param state what will be answered
	 */
	private record Question<S>(long changes, CompletableFuture<S> state) {

	}

	/**
	 * An answer.
	 *
	 * @param state the state
	 * @param changes how often this JVM had changed the state when it was asked for
	 * @param readAtNanos when it came
	 */
	private record Answer<S>(S state, long changes, long readAtNanos) {

	}

}
