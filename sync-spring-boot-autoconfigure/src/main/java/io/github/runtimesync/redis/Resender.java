/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.Failure.Reason;

/**
 * Sends a script until it is answered or its deadline has passed. Only for scripts that
 * may run more than once, or see to it themselves that they do not.
 * <p>
 * A timer looks through all deliveries a few times a second and alone sends again or
 * gives up, so nothing is scheduled for a script that is answered at once.
 */
final class Resender {

	private static final long TICK_MILLIS = 50;

	private final ScriptClient client;

	private final ResendPolicy policy;

	private final Figures figures;

	private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	Resender(ScriptClient client, ResendPolicy policy, Figures figures, ScheduledExecutorService timer) {
		this.client = client;
		this.policy = policy;
		this.figures = figures;
		timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Send a script. Never blocks.
	 * @param deadlineNanos when to give up, by {@link System#nanoTime()}
	 * @return what the script returns, or a {@link Failure}; completes on a thread that
	 * must not be blocked
	 */
	CompletableFuture<List<Object>> run(Script script, byte[][] keys, byte[][] args, long deadlineNanos) {
		Delivery delivery = new Delivery(script, keys, args, deadlineNanos);
		this.deliveries.add(delivery);
		delivery.send();
		return delivery;
	}

	/**
	 * Return whether no script is under way.
	 */
	boolean isIdle() {
		return this.deliveries.isEmpty();
	}

	/**
	 * Send nothing again from now on.
	 */
	void close() {
		this.closed = true;
		this.deliveries.forEach(Delivery::failIfPausing);
	}

	private void tick() {
		long now = System.nanoTime();
		for (Delivery delivery : this.deliveries) {
			try {
				delivery.look(now);
			}
			catch (Error ex) {
				// Out of memory, most likely: the others are looked at, and this one
				// again.
			}
		}
	}

	/**
	 * A script on its way. {@code attempt} is the latest sending; the answer to an
	 * earlier one is as good. {@code dueNanos} is when to send it again: when the latest
	 * attempt has been silent for too long, or when the pause after its failure is over.
	 */
	private final class Delivery extends CompletableFuture<List<Object>> {

		private final Script script;

		private final byte[][] keys;

		private final byte[][] args;

		private final long deadlineNanos;

		private volatile long dueNanos;

		private volatile @Nullable CompletableFuture<List<Object>> attempt;

		/** Why it pauses, {@code null} while an attempt is under way. */
		private volatile @Nullable Throwable failure;

		private volatile @Nullable Throwable lastFailure;

		/** Changed by one thread at a time: the first sender, then the timer. */
		private volatile int attempts;

		Delivery(Script script, byte[][] keys, byte[][] args, long deadlineNanos) {
			this.script = script;
			this.keys = keys;
			this.args = args;
			this.deadlineNanos = deadlineNanos;
			this.dueNanos = System.nanoTime() + Resender.this.policy.attemptTimeout().toNanos();
		}

		void send() {
			this.attempts = this.attempts + 1;
			this.dueNanos = System.nanoTime() + Resender.this.policy.attemptTimeout().toNanos();
			this.failure = null;
			// What is thrown here must not end the timer.
			CompletableFuture<List<Object>> sent = Failure
				.stageOf(() -> Resender.this.client.run(this.script, this.keys, this.args));
			this.attempt = sent;
			sent.whenComplete((reply, thrown) -> {
				if (thrown == null) {
					Resender.this.deliveries.remove(this);
					complete(reply);
				}
				else if (sent == this.attempt) {
					fail(thrown);
				}
			});
		}

		private void fail(Throwable thrown) {
			if (thrown instanceof RejectedExecutionException) {
				end(new Failure((this.attempts == 1) ? Reason.CLOSED : Reason.UNANSWERED, thrown));
				return;
			}
			boolean passing = isPassing(thrown);
			if (Resender.this.closed || !passing) {
				end(new Failure(passing ? Reason.UNANSWERED : Reason.REFUSED, thrown));
				return;
			}
			this.dueNanos = System.nanoTime() + Resender.this.policy.pause(this.attempts).toNanos();
			this.lastFailure = thrown;
			this.failure = thrown;
			if (Resender.this.closed) {
				failIfPausing();
			}
		}

		private boolean isPassing(Throwable thrown) {
			// Lettuce cancels what is under way when its connection is closed for good.
			return thrown instanceof CancellationException || Resender.this.policy.isPassing(thrown);
		}

		void look(long now) {
			if (isDone()) {
				Resender.this.deliveries.remove(this);
				return;
			}
			if (now - this.deadlineNanos >= 0) {
				end(new Failure(Reason.UNANSWERED, this.lastFailure));
				cancelAttempt();
			}
			else if (now - this.dueNanos >= 0) {
				cancelAttempt();
				Resender.this.figures.resent();
				send();
			}
		}

		void failIfPausing() {
			Throwable last = this.failure;
			if (last != null) {
				end(new Failure(Reason.UNANSWERED, last));
			}
		}

		private void cancelAttempt() {
			CompletableFuture<List<Object>> silent = this.attempt;
			this.attempt = null;
			if (silent != null) {
				silent.cancel(false);
			}
		}

		private void end(Failure failure) {
			Resender.this.deliveries.remove(this);
			completeExceptionally(failure);
		}

	}

}
