/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.totals;

import java.time.Duration;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The thread of {@link TotalsLoop}.
 */
@Configuration(proxyBeanMethods = false)
class TotalsConfiguration {

	/*
	 * The loop keeps its thread for as long as the application lives, so it would take
	 * one away from everything else in the application's own executor. The builder
	 * decides about platform or virtual threads. At the end, the queue is closed before
	 * this executor is, which waits for the loop to notice.
	 */
	@Bean(defaultCandidate = false)
	SimpleAsyncTaskExecutor totalsExecutor(SimpleAsyncTaskExecutorBuilder builder) {
		return builder.threadNamePrefix("totals-")
			.concurrencyLimit(1)
			.taskTerminationTimeout(Duration.ofSeconds(30))
			.build();
	}

}
