/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import java.util.Locale;
import java.util.Objects;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerSnapshot;
import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.settings.Settings;
import io.github.runtimesync.sample.totals.Totals;

/**
 * Shows at one glance what goes on.
 */
@RestController
class StatsController {

	private final Stats.Instance instance;

	private final SyncQueue<Object> jobs;

	private final SyncQueue<Object> deadLetters;

	private final SyncListenerRegistry listeners;

	private final SyncAtomic completed;

	private final SyncAtomic failed;

	private final SyncShared<Settings> settings;

	private final SyncShared<Throughput> throughput;

	private final SyncShared<Totals> totals;

	private final QueueHistory history;

	private final SampleProperties properties;

	StatsController(SyncRegistry registry, SyncListenerRegistry listeners, QueueHistory history,
			SampleProperties properties) {
		this.instance = new Stats.Instance(properties.instance(), ProcessHandle.current().pid(), registry.engine());
		this.jobs = registry.queue("jobs");
		this.deadLetters = registry.queue("jobs.dead");
		this.listeners = listeners;
		this.completed = registry.atomic("jobs.completed");
		this.failed = registry.atomic("jobs.failed");
		this.settings = Settings.in(registry);
		this.throughput = Throughput.in(registry);
		this.totals = Totals.in(registry);
		this.history = history;
		this.properties = properties;
	}

	@GetMapping("/stats")
	Stats stats() {
		SyncListenerSnapshot listener = Objects.requireNonNull(this.listeners.getContainer("jobs")).snapshot();
		return new Stats(this.instance,
				new Stats.Queue(this.jobs.size(), this.jobs.maxSize(), this.jobs.isPaused(), this.jobs.isClosed()),
				new Stats.Workers(listener.maxConcurrency(), listener.inProcess()),
				listener.state().name().toLowerCase(Locale.ROOT),
				new Stats.Jobs(this.completed.get(), this.failed.get(), listener.inRetry(), this.deadLetters.size()),
				this.throughput.get().jobsPerSecond(), this.totals.get(), this.settings.get(),
				this.properties.maxContent().toBytes(), this.history.samples());
	}

}
