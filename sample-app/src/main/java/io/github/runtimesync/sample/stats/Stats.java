/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import java.util.List;

import io.github.runtimesync.sample.settings.Settings;
import io.github.runtimesync.sample.totals.Totals;

/**
 * The answer of {@code GET /stats}.
 *
 * @param instance the instance of the application that answers
 * @param queue the queue {@code jobs}
 * @param workers the workers of this instance
 * @param listener what the listener does: {@code running}, {@code paused},
 * {@code blocked} since there is no room for a dead letter, or {@code stopped}
 * @param jobs how many jobs came to which end
 * @param jobsPerSecond the jobs done per second lately
 * @param totals what the results add up to
 * @param settings the settings in force
 * @param maxContentBytes the largest file that is taken
 * @param history the size of the queue lately, one sample a second, the oldest first
 */
record Stats(Instance instance, Queue queue, Workers workers, String listener, Jobs jobs, double jobsPerSecond,
		Totals totals, Settings settings, long maxContentBytes, List<QueueSample> history) {

	/**
	 * The instance of the application.
	 *
	 * @param name what it is called
	 * @param process the identifier of its process
	 * @param engine where its primitives are
	 */
	record Instance(String name, long process, String engine) {

	}

	/**
	 * The queue.
	 *
	 * @param size the number of waiting jobs
	 * @param capacity how many can wait
	 * @param paused whether nothing is taken from it
	 * @param closed whether nothing can be put
	 */
	record Queue(int size, int capacity, boolean paused, boolean closed) {

	}

	/**
	 * The workers.
	 *
	 * @param total how many there are
	 * @param busy how many have a job in hand
	 */
	record Workers(int total, int busy) {

	}

	/**
	 * The jobs, the first two since the start.
	 *
	 * @param completed the number of jobs with a result
	 * @param failed how many times a job was given up
	 * @param inRetry how many wait for their next attempt with this instance
	 * @param dead how many are dead letters
	 */
	record Jobs(long completed, long failed, int inRetry, int dead) {

	}

}
