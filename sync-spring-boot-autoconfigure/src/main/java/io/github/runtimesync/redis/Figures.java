/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.EngineFigures;
import io.github.runtimesync.engine.EngineStatus;

/**
 * Counts what the engine asks of Redis, and remembers how Redis has answered last. Each
 * number is right by itself; there is no moment at which all of them were true together.
 */
final class Figures {

	private final LongAdder commands = new LongAdder();

	private final LongAdder resends = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder answers = new LongAdder();

	private final LongAdder answerNanos = new LongAdder();

	private final LongAdder batches = new LongAdder();

	private final LongAdder requests = new LongAdder();

	private volatile @Nullable Answer last;

	private volatile @Nullable String problem;

	void sent() {
		this.commands.increment();
	}

	void resent() {
		this.resends.increment();
	}

	/**
	 * Take note of a command that carries requests of callers, unless it carries none:
	 * some only pass on a wake-up, or say what has become of leases.
	 */
	void batch(int requests) {
		if (requests > 0) {
			this.batches.increment();
			this.requests.add(requests);
		}
	}

	void answered(long nanos) {
		this.answers.increment();
		this.answerNanos.add(nanos);
		this.last = new Answer(System.nanoTime(), nanos);
		this.problem = null;
	}

	void failed(Throwable thrown) {
		this.failures.increment();
		this.problem = (thrown instanceof CancellationException) ? "no answer"
				: new Failure(Failure.Reason.UNANSWERED, thrown).why();
	}

	/**
	 * Return whether the latest script to be settled was not answered.
	 */
	boolean hasProblem() {
		return this.problem != null;
	}

	/**
	 * Return whether Redis has answered within some time.
	 */
	boolean hasAnsweredWithin(Duration time) {
		Answer answer = this.last;
		return answer != null && System.nanoTime() - answer.atNanos < time.toNanos();
	}

	EngineStatus status(boolean reachable) {
		Answer answer = this.last;
		String problem = this.problem;
		return new EngineStatus(reachable, reachable ? null : (problem != null) ? problem : "no answer",
				(answer != null) ? Duration.ofNanos(System.nanoTime() - answer.atNanos) : null,
				(answer != null) ? Duration.ofNanos(answer.tookNanos) : null);
	}

	EngineFigures figures(long wakeUps) {
		return new EngineFigures(this.commands.sum(), this.resends.sum(), this.failures.sum(), this.answers.sum(),
				this.answerNanos.sum(), this.batches.sum(), this.requests.sum(), wakeUps);
	}

	/**
	 * An answer of Redis.
	 *
	 * @param atNanos when it came, by {@link System#nanoTime()}
	 * @param tookNanos how long it took
	 */
	private record Answer(long atNanos, long tookNanos) {

	}

}
