/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.nio.charset.CharacterCodingException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.sample.analysis.Analyzer;
import io.github.runtimesync.sample.settings.Pacing;

/**
 * Takes jobs off the queue {@code jobs} and works on them. It knows the queue by its name
 * only; the request that put a job is another thread, long gone.
 */
@Component
class JobWorker {

	private static final Log logger = LogFactory.getLog(JobWorker.class);

	private final SyncQueue<Job> jobs;

	private final SyncAtomic busy;

	private final SyncAtomic completed;

	private final SyncAtomic failed;

	private final JobStore store;

	private final Pacing pacing;

	JobWorker(SyncRegistry registry, JobStore store, Pacing pacing) {
		this.jobs = registry.queue("jobs", Job.class);
		this.busy = registry.atomic("workers.busy");
		this.completed = registry.atomic("jobs.completed");
		this.failed = registry.atomic("jobs.failed");
		this.store = store;
		this.pacing = pacing;
	}

	/**
	 * Work until the queue is closed and drained, which is when the application shuts
	 * down.
	 */
	@Async("workerExecutor")
	void work() {
		try {
			Job job;
			while ((job = this.jobs.get()) != null) {
				process(job);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void process(Job job) throws InterruptedException {
		this.busy.add();
		try {
			this.pacing.awaitResumed();
			this.store.running(job);
			this.pacing.awaitDelay();
			this.store.done(job, Analyzer.analyze(job.content(), job.charset()));
			this.completed.add();
		}
		catch (InterruptedException ex) {
			fail(job, "The application shut down.");
			throw ex;
		}
		catch (CharacterCodingException ex) {
			fail(job, "The content is not " + job.charset() + ", which the request declared.");
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// Whatever one job does to its worker, the next job still needs it
			logger.error("Job " + job.id() + " failed", ex);
			fail(job, "The job failed unexpectedly.");
		}
		finally {
			this.busy.add(-1);
		}
	}

	private void fail(Job job, String error) {
		this.store.failed(job, error);
		this.failed.add();
	}

}
