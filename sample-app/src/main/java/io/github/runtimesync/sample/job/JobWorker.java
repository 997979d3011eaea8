/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.nio.charset.CharacterCodingException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncMessage;
import io.github.runtimesync.listener.SyncRetry;
import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analysis;
import io.github.runtimesync.sample.analysis.Analyzer;
import io.github.runtimesync.sample.settings.Pacing;

/**
 * Works on the jobs of the queue {@code jobs}. Threads, retries, dead letters and the
 * shutdown are the listener's business; what is here is the work, and the note of what
 * became of it.
 */
@Component
class JobWorker {

	private static final Log logger = LogFactory.getLog(JobWorker.class);

	private final SyncQueue<Analysis> results;

	private final SyncAtomic completed;

	private final SyncAtomic failed;

	private final JobStore store;

	private final Pacing pacing;

	private final int retries;

	JobWorker(SyncRegistry registry, JobStore store, Pacing pacing, SampleProperties properties) {
		this.results = registry.queue("results", Analysis.class);
		this.completed = registry.atomic("jobs.completed");
		this.failed = registry.atomic("jobs.failed");
		this.store = store;
		this.pacing = pacing;
		this.retries = properties.retries();
	}

	@SyncListener(queue = "jobs", concurrency = "${sample.workers}",
			retry = @SyncRetry(maxRetries = "${sample.retries}", delay = "1s", multiplier = "2",
					excludes = UnreadableContentException.class))
	void process(SyncMessage<Job> message) throws Exception {
		Job job = message.item();
		try {
			int attempt = this.store.running(job);
			this.pacing.awaitResumed();
			this.pacing.awaitDelay();
			if (attempt <= job.failures()) {
				throw new RequestedFailureException(attempt, job.failures());
			}
			Analysis result = analyze(job);
			this.results.put(result);
			this.store.done(job, result);
			this.completed.add();
			logger.debug("Job " + job.id() + " is done");
		}
		catch (Exception ex) {
			note(job, ex, message.attempt() <= this.retries && !(ex instanceof UnreadableContentException));
			throw ex;
		}
		catch (Error ex) {
			note(job, ex, false);
			throw ex;
		}
	}

	private static Analysis analyze(Job job) throws UnreadableContentException {
		try {
			return Analyzer.analyze(job.content(), job.charset());
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableContentException(job.charset(), ex);
		}
	}

	private void note(Job job, Throwable failure, boolean retried) {
		String error = describe(failure);
		if (retried || failure instanceof InterruptedException) {
			this.store.retrying(job, error);
		}
		else {
			this.store.failed(job, error);
			this.failed.add();
		}
	}

	private static String describe(Throwable failure) {
		if (failure instanceof RequestedFailureException || failure instanceof UnreadableContentException) {
			return String.valueOf(failure.getMessage());
		}
		return (failure instanceof InterruptedException) ? "The application shut down."
				: "The job failed unexpectedly.";
	}

}
