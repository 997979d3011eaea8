/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

import io.github.runtimesync.sample.SampleProperties;

/**
 * Keeps the statuses in this JVM, where the queue is as well. It stays small: queue,
 * retries and workers bound the jobs that are under way, and of the finished ones the
 * oldest are forgotten.
 */
@Component
@ConditionalOnProperty(name = "sync.engine", havingValue = "local", matchIfMissing = true)
class LocalJobTable implements JobTable {

	private final Map<String, JobStatus> underWay = new LinkedHashMap<>();

	/** The finished jobs, the one to be forgotten next first. */
	private final Map<String, JobStatus> finished = new LinkedHashMap<>();

	private final int keptJobs;

	LocalJobTable(SampleProperties properties) {
		this.keptJobs = properties.keptJobs();
	}

	@Override
	public synchronized @Nullable JobStatus change(String id, UnaryOperator<@Nullable JobStatus> change) {
		JobStatus status = change.apply(find(id).orElse(null));
		this.finished.remove(id);
		if (status != null && !status.isFinished()) {
			this.underWay.put(id, status);
			return status;
		}
		this.underWay.remove(id);
		if (status != null) {
			keep(status);
		}
		return status;
	}

	private void keep(JobStatus status) {
		this.finished.put(status.id(), status);
		if (this.finished.size() > this.keptJobs) {
			this.finished.remove(this.finished.keySet().iterator().next());
		}
	}

	@Override
	public synchronized Optional<JobStatus> find(String id) {
		JobStatus status = this.underWay.get(id);
		return Optional.ofNullable((status != null) ? status : this.finished.get(id));
	}

	@Override
	public synchronized List<JobStatus> all() {
		List<JobStatus> all = new ArrayList<>(this.underWay.values());
		all.addAll(this.finished.values());
		return all;
	}

}
