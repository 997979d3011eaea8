/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.sample.analysis.Analysis;

/**
 * What is known about a job, without its content.
 *
 * @param id its identifier
 * @param number its number in the order of arrival
 * @param name the name of the file or text
 * @param bytes the size of its content
 * @param state where it is on its way
 * @param instance the instance of the application that accepted it
 * @param worker who works on it or did so last, if somebody did
 * @param attempts how many times a worker began with it, replays included
 * @param submitted when it arrived
 * @param started when a worker began last, if one did
 * @param finished when it was done, failed or dropped, if it is
 * @param result its result, if it is done
 * @param error why its last attempt failed, if it did
 */
record JobStatus(String id, long number, String name, int bytes, JobState state, String instance,
		@Nullable Worker worker, int attempts, Instant submitted, @Nullable Instant started, @Nullable Instant finished,
		@Nullable Analysis result, @Nullable String error) {

	static JobStatus queued(Job job, String instance) {
		return new JobStatus(job.id(), job.number(), job.name(), job.content().length, JobState.QUEUED, instance, null,
				0, now(), null, null, null, null);
	}

	JobStatus queuedAgain() {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.QUEUED, this.instance, this.worker,
				this.attempts, this.submitted, null, null, null, null);
	}

	JobStatus running(Worker worker) {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.RUNNING, this.instance, worker,
				this.attempts + 1, this.submitted, now(), null, null, null);
	}

	JobStatus retrying(String error) {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.RETRYING, this.instance, this.worker,
				this.attempts, this.submitted, this.started, null, null, error);
	}

	JobStatus done(Analysis result) {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.DONE, this.instance, this.worker,
				this.attempts, this.submitted, this.started, now(), result, null);
	}

	JobStatus failed(String error) {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.FAILED, this.instance, this.worker,
				this.attempts, this.submitted, this.started, now(), null, error);
	}

	JobStatus dropped() {
		return new JobStatus(this.id, this.number, this.name, this.bytes, JobState.DROPPED, this.instance, this.worker,
				this.attempts, this.submitted, null, now(), null, null);
	}

	boolean isFinished() {
		return this.state == JobState.DONE || this.state == JobState.FAILED || this.state == JobState.DROPPED;
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MILLIS);
	}

}
