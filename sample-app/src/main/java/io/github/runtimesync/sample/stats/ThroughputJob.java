/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.sample.settings.Settings;

/**
 * Turns the counter {@code jobs.completed}, which the workers count up, into a rate once
 * a second, and publishes it in the shared variable {@code throughput}. Notes the size of
 * the queue at the same time.
 */
@Component
class ThroughputJob {

	private static final Log logger = LogFactory.getLog(ThroughputJob.class);

	/** The rate is taken over this many runs, so that it does not jitter. */
	private static final int WINDOW = 5;

	private final SyncAtomic completed;

	private final SyncQueue<Object> jobs;

	private final SyncShared<Settings> settings;

	private final SyncShared<Throughput> throughput;

	private final QueueHistory history;

	private final Deque<Reading> readings = new ArrayDeque<>();

	ThroughputJob(SyncRegistry registry, QueueHistory history) {
		this.completed = registry.atomic("jobs.completed");
		this.jobs = registry.queue("jobs");
		this.settings = Settings.in(registry);
		this.throughput = Throughput.in(registry);
		this.history = history;
	}

	@Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
	void measure() {
		try {
			publish();
		}
		catch (SyncUnavailableException ex) {
			logger.warn("No throughput: " + ex.getMessage());
		}
	}

	private void publish() {
		this.throughput.set(new Throughput(rate(new Reading(System.nanoTime(), this.completed.get()))));
		this.history.add(new QueueSample(Instant.now().truncatedTo(ChronoUnit.MILLIS), this.jobs.size()));
	}

	private double rate(Reading now) {
		if (this.settings.get().paused()) {
			// A pause must neither fade out slowly nor spoil the rate after it
			this.readings.clear();
		}
		this.readings.add(now);
		if (this.readings.size() > WINDOW + 1) {
			this.readings.remove();
		}
		return now.rateSince(this.readings.element());
	}

	private record Reading(long nanos, long completed) {

		double rateSince(Reading earlier) {
			long elapsed = this.nanos - earlier.nanos;
			return (elapsed > 0) ? (this.completed - earlier.completed) * 1e9 / elapsed : 0;
		}

	}

}
