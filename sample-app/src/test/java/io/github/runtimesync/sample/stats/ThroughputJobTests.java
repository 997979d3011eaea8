/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.local.LocalSyncRegistry;
import io.github.runtimesync.sample.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThroughputJob}.
 */
class ThroughputJobTests {

	private final SyncRegistry registry = LocalSyncRegistry.create();

	private final SyncAtomic completed = this.registry.atomic("jobs.completed");

	private final SyncShared<Throughput> throughput = Throughput.in(this.registry);

	private final QueueHistory history = new QueueHistory();

	private final ThroughputJob job = new ThroughputJob(this.registry, this.history);

	@Test
	@DisplayName("What the workers count becomes a rate")
	void rate() {
		this.job.measure();
		assertThat(this.throughput.get().jobsPerSecond()).isZero();
		this.completed.add(10);
		this.job.measure();
		assertThat(this.throughput.get().jobsPerSecond()).isPositive();
	}

	@Test
	@DisplayName("A pause ends the rate at once, and jobs before it do not count after it")
	void pause() {
		SyncShared<Settings> settings = Settings.in(this.registry);
		this.job.measure();
		this.completed.add(10);
		settings.set(new Settings(true, 0));
		this.job.measure();
		assertThat(this.throughput.get().jobsPerSecond()).isZero();
		settings.set(new Settings(false, 0));
		this.job.measure();
		assertThat(this.throughput.get().jobsPerSecond()).isZero();
	}

	@Test
	@DisplayName("The rate is the one of the last seconds")
	void window() {
		this.completed.add(1_000_000);
		for (int i = 0; i < 10; i++) {
			this.job.measure();
		}
		assertThat(this.throughput.get().jobsPerSecond()).isZero();
	}

	@Test
	@DisplayName("The history has the newest samples, and never more than two minutes of them")
	void history() {
		for (int i = 0; i < 500; i++) {
			this.job.measure();
		}
		this.registry.queue("jobs").add("job");
		this.job.measure();
		assertThat(this.history.samples()).hasSize(120).last().extracting(QueueSample::size).isEqualTo(1);
	}

}
