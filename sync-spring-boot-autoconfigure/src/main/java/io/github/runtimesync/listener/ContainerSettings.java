/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;

/**
 * The options of a container, complete and checked.
 *
 * @param concurrency how many workers
 * @param autoStartup whether it starts with the application
 * @param batchSize how many items a batch has at most
 * @param batchTimeout how long a batch waits for more
 * @param retryPolicy what is retried, and when
 * @param maxInRetry how many deliveries may wait for a retry
 * @param idleTimeout how long workers must be idle before they end
 * @param stuckAfter when a call counts as stuck, zero for never
 * @param maxDeliveries how often an item on lease may be delivered
 * @param deadLetterQueue where dead letters go
 * @param deadLetterMaxSize the bound of that queue if it is created here
 */
record ContainerSettings(Concurrency concurrency, boolean autoStartup, int batchSize, Duration batchTimeout,
		RetryPolicy retryPolicy, int maxInRetry, Duration idleTimeout, Duration stuckAfter, int maxDeliveries,
		String deadLetterQueue, int deadLetterMaxSize) {

	private static final String DEAD_SUFFIX = ".dead";

	/**
	 * Check options.
	 * @param options the options, complete
	 * @param queue the queue of the listener
	 * @return the settings
	 * @throws IllegalArgumentException if a value makes no sense
	 */
	static ContainerSettings of(SyncListenerOptions options, String queue) {
		String deadLetterQueue = options.getDeadLetters().getQueue();
		ContainerSettings settings = new ContainerSettings(Concurrency.parse(set(options.getConcurrency())),
				set(options.getAutoStartup()), set(options.getBatch().getSize()), set(options.getBatch().getTimeout()),
				retryPolicy(options.getRetry()), set(options.getRetry().getMaxItems()), set(options.getIdleTimeout()),
				set(options.getStuckAfter()), set(options.getMaxDeliveries()),
				(deadLetterQueue != null) ? deadLetterQueue : queue + DEAD_SUFFIX,
				set(options.getDeadLetters().getMaxSize()));
		Assert.isTrue(settings.batchSize >= 1, "The batch size must be at least 1");
		Assert.isTrue(!settings.batchTimeout.isNegative(), "The batch timeout must not be negative");
		Assert.isTrue(settings.maxInRetry >= 1, "The number of items in retry must be at least 1");
		Assert.isTrue(!settings.idleTimeout.isNegative(), "The idle timeout must not be negative");
		Assert.isTrue(!settings.stuckAfter.isNegative(), "The time after which a call is stuck must not be negative");
		Assert.isTrue(settings.maxDeliveries >= 1, "The number of deliveries must be at least 1");
		Assert.isTrue(settings.deadLetterMaxSize >= 0, "The size of the dead-letter queue must not be negative");
		Assert.isTrue(!settings.deadLetterQueue.equals(queue),
				"The dead-letter queue must not be the queue that the listener takes from");
		return settings;
	}

	private static RetryPolicy retryPolicy(SyncListenerOptions.Retry retry) {
		RetryPolicy.Builder builder = RetryPolicy.builder();
		if (retry.getMaxRetries() != null) {
			builder.maxRetries(retry.getMaxRetries());
		}
		if (retry.getDelay() != null) {
			builder.delay(retry.getDelay());
		}
		if (retry.getMultiplier() != null) {
			builder.multiplier(retry.getMultiplier());
		}
		if (retry.getMaxDelay() != null) {
			builder.maxDelay(retry.getMaxDelay());
		}
		if (retry.getJitter() != null) {
			builder.jitter(retry.getJitter());
		}
		return builder.includes(Objects.requireNonNullElse(retry.getIncludes(), List.of()))
			.excludes(Objects.requireNonNullElse(retry.getExcludes(), List.of()))
			.build();
	}

	private static <T> T set(@Nullable T value) {
		Assert.state(value != null, "An option has no default");
		return value;
	}

}
