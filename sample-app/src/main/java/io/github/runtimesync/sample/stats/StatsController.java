/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.settings.Settings;

/**
 * Shows at one glance what goes on.
 */
@RestController
class StatsController {

	private final SyncQueue<Object> jobs;

	private final SyncAtomic busy;

	private final SyncAtomic completed;

	private final SyncAtomic failed;

	private final SyncShared<Settings> settings;

	private final SyncShared<Throughput> throughput;

	private final QueueHistory history;

	private final SampleProperties properties;

	StatsController(SyncRegistry registry, QueueHistory history, SampleProperties properties) {
		this.jobs = registry.queue("jobs");
		this.busy = registry.atomic("workers.busy");
		this.completed = registry.atomic("jobs.completed");
		this.failed = registry.atomic("jobs.failed");
		this.settings = registry.shared(Settings.NAME, Settings.INITIAL);
		this.throughput = registry.shared(Throughput.NAME, Throughput.NONE);
		this.history = history;
		this.properties = properties;
	}

	@GetMapping("/stats")
	Stats stats() {
		return new Stats(new Stats.Queue(this.jobs.size(), this.jobs.maxSize()),
				new Stats.Workers(this.properties.workers(), this.busy.get()),
				new Stats.Jobs(this.completed.get(), this.failed.get()), this.throughput.get().jobsPerSecond(),
				this.settings.get(), this.properties.maxContent().toBytes(), this.history.samples());
	}

}
