/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analyzer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JobStore}.
 */
class JobStoreTests {

	private final SampleProperties properties = new SampleProperties("here", 1, 3, 3, DataSize.ofKilobytes(1),
			new SampleProperties.Batch(1, 1, Duration.ofSeconds(1)));

	private final JobStore store = new JobStore(new LocalJobTable(this.properties), this.properties);

	@Test
	@DisplayName("However many jobs finish, only the newest are kept")
	void keepsNewest() {
		for (int i = 0; i < 1000; i++) {
			Job job = add(i);
			if (i % 2 != 0) {
				this.store.failed(job, "why not");
			}
			else {
				this.store.done(job, Analyzer.analyze("text"));
			}
		}
		assertThat(this.store.newest(500)).extracting(JobStatus::number).containsExactly(999L, 998L, 997L);
	}

	@Test
	@DisplayName("A job that is under way is never forgotten")
	void keepsUnfinished() {
		add(0);
		for (int i = 1; i < 10; i++) {
			this.store.failed(add(i), "why not");
		}
		assertThat(this.store.find("job-0")).get().extracting(JobStatus::state).isEqualTo(JobState.QUEUED);
	}

	@Test
	@DisplayName("A job that was given up and comes back is under way again, and its attempts go on counting")
	void replayedJob() {
		Job job = add(0);
		assertThat(this.store.running(job)).isEqualTo(1);
		this.store.failed(job, "why not");
		assertThat(this.store.unfinished()).isEmpty();
		assertThat(this.store.running(job)).isEqualTo(2);
		assertThat(this.store.unfinished()).containsExactly("job-0");
		this.store.done(job, Analyzer.analyze("text"));
		assertThat(this.store.newest(5)).extracting(JobStatus::state).containsExactly(JobState.DONE);
	}

	@Test
	@DisplayName("A removed job stays away, whatever is reported of it")
	void removedJob() {
		Job job = add(0);
		this.store.remove(job);
		this.store.running(job);
		assertThat(this.store.find("job-0")).isEmpty();
		assertThat(this.store.newest(1)).isEmpty();
	}

	private Job add(long number) {
		Job job = new Job("job-" + number, number, "name", new byte[] { 1 }, null, 0);
		this.store.add(job);
		return job;
	}

}
