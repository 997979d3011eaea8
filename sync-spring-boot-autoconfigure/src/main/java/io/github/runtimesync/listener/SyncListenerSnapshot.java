/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;

/**
 * The state of a {@link SyncListenerContainer} at one moment. The numbers are read one
 * after the other while the workers go on.
 *
 * @param id the id
 * @param queue the queue that items are taken from
 * @param deadLetterQueue the queue that receives what cannot be processed
 * @param state whether it takes items, and if not, why
 * @param minConcurrency the number of workers that are always there
 * @param maxConcurrency the number of workers that there are at most
 * @param workers the number of workers now
 * @param idleWorkers how many of them wait for an item
 * @param inProcess the number of items that are being processed
 * @param inRetry the number of items that wait for their next attempt
 * @param undeliverable the number of items that wait for room in the dead-letter queue
 * @param handled how many items were given to the method, each attempt counted
 * @param failures how many calls of the method failed
 * @param deadLetters how many items went to the dead-letter queue
 * @param lost how many items could not go there since it was closed
 * @param stuck the calls that take longer than they should
 */
public record SyncListenerSnapshot(String id, String queue, String deadLetterQueue, State state, int minConcurrency,
		int maxConcurrency, int workers, int idleWorkers, int inProcess, int inRetry, int undeliverable, long handled,
		long failures, long deadLetters, long lost, List<StuckCall> stuck) {

	/**
	 * Whether a container takes items, and if not, why.
	 */
	public enum State {

		/**
		 * It takes items.
		 */
		RUNNING,

		/**
		 * It was told to pause.
		 */
		PAUSED,

		/**
		 * It waits for room in the dead-letter queue.
		 */
		BLOCKED,

		/**
		 * It has not been started, or has been stopped, or its queue is closed and
		 * drained.
		 */
		STOPPED

	}

	/**
	 * A call of the method that takes longer than it should.
	 *
	 * @param thread the name of the worker's thread
	 * @param duration how long it has taken so far, at least
	 */
	public record StuckCall(String thread, Duration duration) {

	}

}
