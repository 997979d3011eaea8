/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

/**
 * Notes which jobs an operator has cleared from the queue {@code jobs}, which tells only
 * how many there were. A job that is just about to be put, or that a worker has just
 * taken, may be among them; it is set right as soon as the worker begins.
 */
@Component
class ClearedJobs {

	private static final Log logger = LogFactory.getLog(ClearedJobs.class);

	private final SyncQueue<Job> jobs;

	private final JobStore store;

	ClearedJobs(SyncRegistry registry, JobStore store) {
		this.jobs = registry.queue("jobs", Job.class);
		this.store = store;
	}

	@EventListener
	void cleared(AuditApplicationEvent event) {
		Map<String, Object> data = event.getAuditEvent().getData();
		if (event.getAuditEvent().getType().equals("SYNC_CLEAR") && "queues".equals(data.get("kind"))
				&& "jobs".equals(data.get("name"))) {
			try {
				noteCleared();
			}
			catch (RuntimeException ex) {
				// The queue is cleared all the same
				logger.warn("The state of jobs that were cleared is not up to date", ex);
			}
		}
	}

	private void noteCleared() {
		// Read before the queue, so that a job that comes in between is on it
		List<String> known = this.store.queued();
		Set<String> waiting = this.jobs.asBlockingQueue().stream().map(Job::id).collect(Collectors.toSet());
		known.stream().filter((id) -> !waiting.contains(id)).forEach(this.store::dropped);
	}

}
