/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analyzer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JobStore}, with whatever table.
 */
abstract class AbstractJobStoreTests {

	static final SampleProperties PROPERTIES = new SampleProperties("here", 1, 3, 3, DataSize.ofKilobytes(1),
			new SampleProperties.Batch(1, 1, Duration.ofSeconds(1)));

	private final JobStore store = new JobStore(table(), PROPERTIES);

	/**
	 * Return an empty table.
	 */
	abstract JobTable table();

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
	@DisplayName("A removed job stays away, whatever is reported of it, unless a worker begins with it")
	void removedJob() {
		Job job = add(0);
		this.store.remove(job);
		this.store.retrying(job, "why not");
		this.store.failed(job, "why not");
		this.store.done(job, Analyzer.analyze("text"));
		assertThat(this.store.find("job-0")).isEmpty();
		assertThat(this.store.newest(1)).isEmpty();
		assertThat(this.store.running(job)).isEqualTo(1);
		assertThat(this.store.unfinished()).containsExactly("job-0");
	}

	@Test
	@DisplayName("A job that was given up is queued again, or known again, unless it has gone on")
	void queuedAgain() {
		Job job = add(0);
		this.store.running(job);
		this.store.failed(job, "why not");
		JobStatus before = this.store.givenUp().get("job-0");
		this.store.queuedAgain(job, before);
		assertThat(this.store.find("job-0")).contains(before.queuedAgain());
		this.store.running(job);
		this.store.failed(job, "why not");
		this.store.queuedAgain(job, before);
		this.store.queuedAgain(job, null);
		assertThat(this.store.givenUp()).containsOnlyKeys("job-0");
		this.store.remove(job);
		this.store.queuedAgain(job, null);
		assertThat(this.store.queued()).containsExactly("job-0");
	}

	@Test
	@DisplayName("A job that was cleared is dropped, unless a worker has it, and heals if one takes it after all")
	void droppedJob() {
		Job waiting = add(0);
		Job taken = add(1);
		this.store.running(taken);
		assertThat(this.store.queued()).containsExactly("job-0");
		this.store.dropped("job-0");
		this.store.dropped("job-1");
		this.store.dropped("unknown");
		assertThat(this.store.find("job-0")).get().extracting(JobStatus::state).isEqualTo(JobState.DROPPED);
		assertThat(this.store.unfinished()).containsExactly("job-1");
		this.store.running(waiting);
		assertThat(this.store.unfinished()).containsExactlyInAnyOrder("job-0", "job-1");
	}

	@Test
	@DisplayName("What is known of a job tells where it was posted, who worked on it, and what came of it")
	void status() {
		Job job = add(7);
		this.store.running(job);
		this.store.done(job, Analyzer.analyze("one two\n"));
		JobStatus status = this.store.find(job.id()).orElseThrow();
		assertThat(status.instance()).isEqualTo("here");
		assertThat(status.worker()).isEqualTo(new Worker("here", Thread.currentThread().getName()));
		assertThat(status.state()).isEqualTo(JobState.DONE);
		assertThat(status.result()).isEqualTo(Analyzer.analyze("one two\n"));
		assertThat(status.finished()).isAfterOrEqualTo(status.submitted());
	}

	@Test
	@DisplayName("A replay that is refused leaves a job failed, unless it has gone on meanwhile")
	void refusedReplay() {
		Job job = add(0);
		this.store.running(job);
		this.store.failed(job, "why not");
		JobStatus failed = this.store.queuedAgain(job);
		assertThat(this.store.unfinished()).containsExactly("job-0");
		this.store.restore(failed);
		assertThat(this.store.find("job-0")).contains(failed);
		this.store.queuedAgain(job);
		this.store.running(job);
		this.store.restore(failed);
		assertThat(this.store.find("job-0").orElseThrow().state()).isEqualTo(JobState.RUNNING);
	}

	@Test
	@DisplayName("Of changes at the same time none is lost")
	void changesAtTheSameTime() throws Exception {
		Job job = add(0);
		CountDownLatch start = new CountDownLatch(1);
		List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			FutureTask<@Nullable Void> task = new FutureTask<>(() -> {
				start.await();
				for (int attempt = 0; attempt < 25; attempt++) {
					this.store.running(job);
				}
				return null;
			});
			tasks.add(task);
			new Thread(task).start();
		}
		start.countDown();
		for (FutureTask<@Nullable Void> task : tasks) {
			task.get(30, TimeUnit.SECONDS);
		}
		assertThat(this.store.find("job-0").orElseThrow().attempts()).isEqualTo(100);
	}

	private Job add(long number) {
		Job job = new Job("job-" + number, number, "name", new byte[] { 1 }, null, 0);
		this.store.add(job);
		return job;
	}

}
