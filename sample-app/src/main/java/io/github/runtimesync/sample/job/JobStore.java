/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.springframework.stereotype.Component;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analysis;

/**
 * Remembers what became of the jobs. It stays small: the queue and the workers bound the
 * jobs that are under way, and of the finished ones the oldest are forgotten.
 */
@Component
class JobStore {

	private final Map<String, JobStatus> jobs = new ConcurrentHashMap<>();

	/** The identifiers of the finished jobs, the one to be forgotten next first. */
	private final ArrayBlockingQueue<String> finished;

	JobStore(SampleProperties properties) {
		this.finished = new ArrayBlockingQueue<>(properties.keptJobs());
	}

	JobStatus add(Job job) {
		JobStatus status = JobStatus.queued(job);
		this.jobs.put(job.id(), status);
		return status;
	}

	void remove(Job job) {
		this.jobs.remove(job.id());
	}

	void running(Job job) {
		change(job, JobStatus::running);
	}

	void done(Job job, Analysis result) {
		change(job, (status) -> status.done(result));
		forgetAfter(job);
	}

	void failed(Job job, String error) {
		change(job, (status) -> status.failed(error));
		forgetAfter(job);
	}

	Optional<JobStatus> find(String id) {
		return Optional.ofNullable(this.jobs.get(id));
	}

	List<JobStatus> newest(int limit) {
		Comparator<JobStatus> newestFirst = Comparator.comparingLong(JobStatus::number).reversed();
		return this.jobs.values().stream().sorted(newestFirst).limit(limit).toList();
	}

	private void change(Job job, UnaryOperator<JobStatus> change) {
		this.jobs.computeIfPresent(job.id(), (id, status) -> change.apply(status));
	}

	private void forgetAfter(Job job) {
		while (!this.finished.offer(job.id())) {
			String oldest = this.finished.poll();
			if (oldest != null) {
				this.jobs.remove(oldest);
			}
		}
	}

}
