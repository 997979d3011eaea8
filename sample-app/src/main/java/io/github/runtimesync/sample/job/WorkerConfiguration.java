/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.time.Duration;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import io.github.runtimesync.sample.SampleProperties;

/**
 * Starts the workers when the application is ready, on threads of their own.
 */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

	/*
	 * A worker keeps its thread for as long as the application lives, so a pool has
	 * nothing to reuse, and workers in the application's own executor would take threads
	 * away from everything else. The builder decides about platform or virtual threads.
	 * At the end, the queue is closed before this executor is, which waits for the
	 * workers to notice.
	 */
	@Bean(defaultCandidate = false)
	SimpleAsyncTaskExecutor workerExecutor(SimpleAsyncTaskExecutorBuilder builder, SampleProperties properties) {
		return builder.threadNamePrefix("worker-")
			.concurrencyLimit(properties.workers())
			.taskTerminationTimeout(Duration.ofSeconds(30))
			.build();
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> workerStarter(JobWorker worker, SampleProperties properties) {
		return (event) -> {
			for (int i = 0; i < properties.workers(); i++) {
				worker.work();
			}
		};
	}

}
