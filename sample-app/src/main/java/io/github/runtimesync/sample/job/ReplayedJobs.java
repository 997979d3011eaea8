/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

/**
 * Notes which jobs an operator has replayed in the dashboard, past {@link DeadLetters}:
 * those that were given up and are on the queue again. Of those that a worker has taken
 * by then it has noted more.
 */
@Component
class ReplayedJobs {

	private static final Log logger = LogFactory.getLog(ReplayedJobs.class);

	private final SyncQueue<Job> jobs;

	private final JobStore store;

	ReplayedJobs(SyncRegistry registry, JobStore store) {
		this.jobs = registry.queue("jobs", Job.class);
		this.store = store;
	}

	@EventListener
	void replayed(AuditApplicationEvent event) {
		AuditEvent audit = event.getAuditEvent();
		if (audit.getType().equals("SYNC_LISTENER_REPLAY") && "jobs".equals(audit.getData().get("listener"))) {
			try {
				noteReplayed();
			}
			catch (RuntimeException ex) {
				// The letters are replayed all the same
				logger.warn("The state of jobs that were replayed is not up to date", ex);
			}
		}
	}

	private void noteReplayed() {
		// Read before the queue: who is given up once more in between has another status
		Map<String, JobStatus> givenUp = this.store.givenUp();
		this.jobs.asBlockingQueue().forEach((job) -> this.store.queuedAgain(job, givenUp.get(job.id())));
	}

}
