/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.runtimesync.lifecycle.QueueLeftoverEvent;

/**
 * Names the jobs that are left over when the application ends, where the report of the
 * library counts them: whoever was answered with 202 can be told.
 */
@Component
class JobLeftovers {

	private static final Log logger = LogFactory.getLog(JobLeftovers.class);

	private final JobStore store;

	private final DeadLetters letters;

	JobLeftovers(JobStore store, DeadLetters letters) {
		this.store = store;
		this.letters = letters;
	}

	@EventListener
	void report(QueueLeftoverEvent event) {
		switch (event.getQueue()) {
			case "jobs" -> warn("Not done", this.store.unfinished());
			case DeadLetters.QUEUE -> warn("Dead", this.letters.jobs());
			default -> {
			}
		}
	}

	private static void warn(String what, List<String> ids) {
		ids.forEach((id) -> logger.warn("%s when the application ended: job %s".formatted(what, id)));
	}

}
