/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.analysis.Analysis;

/**
 * Remembers what became of the jobs, and who has worked on them.
 */
@Component
class JobStore {

	private final JobTable table;

	private final String instance;

	JobStore(JobTable table, SampleProperties properties) {
		this.table = table;
		this.instance = properties.instance();
	}

	JobStatus add(Job job) {
		JobStatus status = queued(job);
		this.table.change(job.id(), (none) -> status);
		return status;
	}

	void remove(Job job) {
		this.table.change(job.id(), (status) -> null);
	}

	/**
	 * Note that a dead letter is on its way back to the queue, forgotten or not.
	 * @param job the job
	 * @return its status until now, to be restored if the queue refuses it
	 */
	JobStatus queuedAgain(Job job) {
		JobStatus before = find(job.id()).orElseGet(() -> queued(job).failed("It was given up."));
		this.table.change(job.id(),
				(status) -> (status == null || status.equals(before)) ? before.queuedAgain() : status);
		return before;
	}

	/**
	 * Note that a job is on the queue again, forgotten or not, unless it has gone on.
	 * @param job the job
	 * @param before its status when it was given up, {@code null} if there was none
	 */
	void queuedAgain(Job job, @Nullable JobStatus before) {
		JobStatus again = (before != null) ? before.queuedAgain() : queued(job);
		this.table.change(job.id(), (status) -> Objects.equals(status, before) ? again : status);
	}

	/**
	 * Take back what {@link #queuedAgain} has noted, unless the job has gone on.
	 * @param before the status to restore
	 */
	void restore(JobStatus before) {
		this.table.change(before.id(), (status) -> before.queuedAgain().equals(status) ? before : status);
	}

	/**
	 * Note that the current thread begins, with a job that was forgotten as well.
	 * @param job the job
	 * @return which attempt this is, counted from 1 and through replays
	 */
	int running(Job job) {
		Worker worker = new Worker(this.instance, Thread.currentThread().getName());
		JobStatus status = this.table.change(job.id(),
				(before) -> ((before != null) ? before : queued(job)).running(worker));
		return Objects.requireNonNull(status).attempts();
	}

	void retrying(Job job, String error) {
		changeIfKnown(job, (status) -> status.retrying(error));
	}

	void done(Job job, Analysis result) {
		changeIfKnown(job, (status) -> status.done(result));
	}

	void failed(Job job, String error) {
		changeIfKnown(job, (status) -> status.failed(error));
	}

	/**
	 * Note that nobody will take a job any more, unless a worker has begun with it.
	 * @param id its identifier
	 */
	void dropped(String id) {
		this.table.change(id,
				(status) -> (status != null && status.state() == JobState.QUEUED) ? status.dropped() : status);
	}

	Optional<JobStatus> find(String id) {
		return this.table.find(id);
	}

	List<JobStatus> newest(int limit) {
		return this.table.all()
			.stream()
			.sorted(Comparator.comparingLong(JobStatus::number).reversed())
			.limit(limit)
			.toList();
	}

	/**
	 * Return which jobs are still under way.
	 * @return their identifiers, in the order of their arrival
	 */
	List<String> unfinished() {
		return this.table.all().stream().filter((status) -> !status.isFinished()).map(JobStatus::id).toList();
	}

	/**
	 * Return which jobs wait for a worker.
	 * @return their identifiers
	 */
	List<String> queued() {
		return this.table.all()
			.stream()
			.filter((status) -> status.state() == JobState.QUEUED)
			.map(JobStatus::id)
			.toList();
	}

	/**
	 * Return what is known of the jobs that were given up.
	 * @return their statuses by their identifiers
	 */
	Map<String, JobStatus> givenUp() {
		return this.table.all()
			.stream()
			.filter((status) -> status.state() == JobState.FAILED)
			.collect(Collectors.toMap(JobStatus::id, Function.identity()));
	}

	private JobStatus queued(Job job) {
		return JobStatus.queued(job, this.instance);
	}

	private void changeIfKnown(Job job, UnaryOperator<JobStatus> change) {
		this.table.change(job.id(), (status) -> (status != null) ? change.apply(status) : null);
	}

}
