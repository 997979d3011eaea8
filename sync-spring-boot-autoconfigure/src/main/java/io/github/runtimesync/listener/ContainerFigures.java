/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import io.github.runtimesync.engine.ListenerFigures;

/**
 * The figures of one container.
 *
 * @param id the id
 * @param queue the queue it takes from
 * @param pool has the workers
 * @param schedule has what waits for its next attempt
 * @param failures knows what failed
 * @param sender knows what became a dead letter
 */
record ContainerFigures(String id, String queue, WorkerPool pool, RetrySchedule schedule, FailureHandler failures,
		DeadLetterSender sender) implements ListenerFigures {

	@Override
	public int workers() {
		return this.pool.workers().size();
	}

	@Override
	public int activeWorkers() {
		return (int) this.pool.workers().stream().filter((worker) -> !worker.isWaiting()).count();
	}

	@Override
	public int inRetry() {
		return this.schedule.itemCount();
	}

	@Override
	public long retries() {
		return this.failures.retried();
	}

	@Override
	public long deadLetters() {
		return this.sender.sent();
	}

}
