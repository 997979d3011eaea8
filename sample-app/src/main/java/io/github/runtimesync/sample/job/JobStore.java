/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analysis;

/**
 * Remembers what became of the jobs. It stays small: queue, retries and workers bound the
 * jobs that are under way, and of the finished ones the oldest are forgotten.
 */
@Component
class JobStore {

	private final Map<String, JobStatus> underWay = new LinkedHashMap<>();

	/** The finished jobs, the one to be forgotten next first. */
	private final Map<String, JobStatus> finished = new LinkedHashMap<>();

	private final int keptJobs;

	JobStore(SampleProperties properties) {
		this.keptJobs = properties.keptJobs();
	}

	synchronized JobStatus add(Job job) {
		JobStatus status = JobStatus.queued(job);
		this.underWay.put(job.id(), status);
		return status;
	}

	synchronized void remove(Job job) {
		this.underWay.remove(job.id());
	}

	/**
	 * Note that a dead letter is on its way back to the queue, forgotten or not.
	 * @param job the job
	 * @return its status until now, to be restored if the queue refuses it
	 */
	synchronized JobStatus queuedAgain(Job job) {
		JobStatus status = this.finished.remove(job.id());
		JobStatus before = (status != null) ? status : JobStatus.queued(job).failed("It was given up.");
		this.underWay.put(job.id(), before.queuedAgain());
		return before;
	}

	synchronized void restore(JobStatus status) {
		this.underWay.remove(status.id());
		keep(status);
	}

	/**
	 * Note that a worker begins.
	 * @param job the job
	 * @return which attempt this is, counted from 1 and through replays
	 */
	synchronized int running(Job job) {
		if (this.finished.containsKey(job.id())) {
			// Replayed by somebody else
			queuedAgain(job);
		}
		JobStatus status = change(job, JobStatus::running);
		return (status != null) ? status.attempts() : 1;
	}

	synchronized void retrying(Job job, String error) {
		change(job, (status) -> status.retrying(error));
	}

	synchronized void done(Job job, Analysis result) {
		change(job, (status) -> status.done(result));
	}

	synchronized void failed(Job job, String error) {
		change(job, (status) -> status.failed(error));
	}

	synchronized Optional<JobStatus> find(String id) {
		JobStatus status = this.underWay.get(id);
		return Optional.ofNullable((status != null) ? status : this.finished.get(id));
	}

	synchronized List<JobStatus> newest(int limit) {
		Comparator<JobStatus> newestFirst = Comparator.comparingLong(JobStatus::number).reversed();
		List<JobStatus> all = new ArrayList<>(this.underWay.values());
		all.addAll(this.finished.values());
		return all.stream().sorted(newestFirst).limit(limit).toList();
	}

	/**
	 * Return which jobs are still under way.
	 * @return their identifiers, in the order of their arrival
	 */
	synchronized List<String> unfinished() {
		return List.copyOf(this.underWay.keySet());
	}

	private @Nullable JobStatus change(Job job, UnaryOperator<JobStatus> change) {
		JobStatus changed = this.underWay.computeIfPresent(job.id(), (id, status) -> change.apply(status));
		if (changed != null && changed.isFinished()) {
			this.underWay.remove(job.id());
			keep(changed);
		}
		return changed;
	}

	private void keep(JobStatus status) {
		this.finished.put(status.id(), status);
		if (this.finished.size() > this.keptJobs) {
			this.finished.remove(this.finished.keySet().iterator().next());
		}
	}

}
