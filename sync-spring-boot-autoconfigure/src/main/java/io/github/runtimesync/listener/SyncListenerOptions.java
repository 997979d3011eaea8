/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Options of a listener. What is not set is as set elsewhere: properties for the id win
 * over the annotation, that wins over properties for all listeners, and those win over
 * {@link #defaults()}.
 */
public class SyncListenerOptions {

	/**
	 * Number of workers, as in "4", or its bounds, as in "2-8".
	 */
	private @Nullable String concurrency;

	/**
	 * Whether the listener starts with the application.
	 */
	private @Nullable Boolean autoStartup;

	/**
	 * How long workers above the lower bound must be idle before they end.
	 */
	private @Nullable Duration idleTimeout;

	/**
	 * Time after which a call of the listener counts as stuck. Zero if it never does.
	 */
	private @Nullable Duration stuckAfter;

	/**
	 * How often an item may be delivered without being done with, on an engine that
	 * leases items. Beyond that it becomes a dead letter.
	 */
	private @Nullable Integer maxDeliveries;

	private final Batch batch = new Batch();

	private final Retry retry = new Retry();

	private final DeadLetters deadLetters = new DeadLetters();

	/**
	 * Return what counts where nothing is set.
	 * @return options of which all that need a value have one
	 */
	static SyncListenerOptions defaults() {
		SyncListenerOptions defaults = new SyncListenerOptions();
		defaults.concurrency = "1";
		defaults.autoStartup = true;
		defaults.idleTimeout = Duration.ofSeconds(10);
		defaults.stuckAfter = Duration.ZERO;
		defaults.maxDeliveries = 5;
		defaults.batch.size = 100;
		defaults.batch.timeout = Duration.ZERO;
		defaults.retry.maxItems = 1000;
		defaults.deadLetters.maxSize = 10_000;
		return defaults;
	}

	/**
	 * Combine these options with others.
	 * @param others give what these leave open
	 * @return the combination
	 */
	SyncListenerOptions over(SyncListenerOptions others) {
		SyncListenerOptions result = new SyncListenerOptions();
		result.concurrency = first(this.concurrency, others.concurrency);
		result.autoStartup = first(this.autoStartup, others.autoStartup);
		result.idleTimeout = first(this.idleTimeout, others.idleTimeout);
		result.stuckAfter = first(this.stuckAfter, others.stuckAfter);
		result.maxDeliveries = first(this.maxDeliveries, others.maxDeliveries);
		result.batch.size = first(this.batch.size, others.batch.size);
		result.batch.timeout = first(this.batch.timeout, others.batch.timeout);
		result.retry.maxRetries = first(this.retry.maxRetries, others.retry.maxRetries);
		result.retry.delay = first(this.retry.delay, others.retry.delay);
		result.retry.multiplier = first(this.retry.multiplier, others.retry.multiplier);
		result.retry.maxDelay = first(this.retry.maxDelay, others.retry.maxDelay);
		result.retry.jitter = first(this.retry.jitter, others.retry.jitter);
		result.retry.includes = first(this.retry.includes, others.retry.includes);
		result.retry.excludes = first(this.retry.excludes, others.retry.excludes);
		result.retry.maxItems = first(this.retry.maxItems, others.retry.maxItems);
		result.deadLetters.queue = first(this.deadLetters.queue, others.deadLetters.queue);
		result.deadLetters.maxSize = first(this.deadLetters.maxSize, others.deadLetters.maxSize);
		return result;
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

	public @Nullable String getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(@Nullable String concurrency) {
		this.concurrency = concurrency;
	}

	public @Nullable Boolean getAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(@Nullable Boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public @Nullable Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(@Nullable Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public @Nullable Duration getStuckAfter() {
		return this.stuckAfter;
	}

	public void setStuckAfter(@Nullable Duration stuckAfter) {
		this.stuckAfter = stuckAfter;
	}

	public @Nullable Integer getMaxDeliveries() {
		return this.maxDeliveries;
	}

	public void setMaxDeliveries(@Nullable Integer maxDeliveries) {
		this.maxDeliveries = maxDeliveries;
	}

	public Batch getBatch() {
		return this.batch;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public DeadLetters getDeadLetters() {
		return this.deadLetters;
	}

	/**
	 * How batches are collected.
	 */
	public static class Batch {

		/**
		 * Number of items in a batch at most.
		 */
		private @Nullable Integer size;

		/**
		 * How long a batch that is not full waits for more items.
		 */
		private @Nullable Duration timeout;

		public @Nullable Integer getSize() {
			return this.size;
		}

		public void setSize(@Nullable Integer size) {
			this.size = size;
		}

		public @Nullable Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(@Nullable Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * How failed items are tried again.
	 */
	public static class Retry {

		/**
		 * Number of attempts beyond the first, 0 for none.
		 */
		private @Nullable Long maxRetries;

		/**
		 * Time before the first retry.
		 */
		private @Nullable Duration delay;

		/**
		 * Factor by which the time grows from retry to retry.
		 */
		private @Nullable Double multiplier;

		/**
		 * Longest time before a retry.
		 */
		private @Nullable Duration maxDelay;

		/**
		 * How far the time may be off at random.
		 */
		private @Nullable Duration jitter;

		/**
		 * Exceptions to retry. If not set, all are.
		 */
		private @Nullable List<Class<? extends Throwable>> includes;

		/**
		 * Exceptions not to retry.
		 */
		private @Nullable List<Class<? extends Throwable>> excludes;

		/**
		 * Number of items, or batches, that may wait for a retry. The listener takes no
		 * new ones beyond that.
		 */
		private @Nullable Integer maxItems;

		public @Nullable Long getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(@Nullable Long maxRetries) {
			this.maxRetries = maxRetries;
		}

		public @Nullable Duration getDelay() {
			return this.delay;
		}

		public void setDelay(@Nullable Duration delay) {
			this.delay = delay;
		}

		public @Nullable Double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(@Nullable Double multiplier) {
			this.multiplier = multiplier;
		}

		public @Nullable Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(@Nullable Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public @Nullable Duration getJitter() {
			return this.jitter;
		}

		public void setJitter(@Nullable Duration jitter) {
			this.jitter = jitter;
		}

		public @Nullable List<Class<? extends Throwable>> getIncludes() {
			return this.includes;
		}

		public void setIncludes(@Nullable List<Class<? extends Throwable>> includes) {
			this.includes = includes;
		}

		public @Nullable List<Class<? extends Throwable>> getExcludes() {
			return this.excludes;
		}

		public void setExcludes(@Nullable List<Class<? extends Throwable>> excludes) {
			this.excludes = excludes;
		}

		public @Nullable Integer getMaxItems() {
			return this.maxItems;
		}

		public void setMaxItems(@Nullable Integer maxItems) {
			this.maxItems = maxItems;
		}

	}

	/**
	 * Where items go that cannot be processed.
	 */
	public static class DeadLetters {

		/**
		 * Name of the queue. If not set, the name of the listener's queue followed by
		 * ".dead".
		 */
		private @Nullable String queue;

		/**
		 * Number of dead letters the queue holds at most, 0 if unbounded. Counts only
		 * when the listener creates it. The listener takes no new items while it is full.
		 */
		private @Nullable Integer maxSize;

		public @Nullable String getQueue() {
			return this.queue;
		}

		public void setQueue(@Nullable String queue) {
			this.queue = queue;
		}

		public @Nullable Integer getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable Integer maxSize) {
			this.maxSize = maxSize;
		}

	}

}
