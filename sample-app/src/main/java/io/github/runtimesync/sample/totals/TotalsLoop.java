/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.totals;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.sample.analysis.Analysis;

/**
 * Takes the results off the queue {@code results} and publishes their sum in the shared
 * variable {@code totals}. A loop written by hand, for comparison: it does where there is
 * one thread and nothing that is worth another attempt. It knows the queue by its name
 * only.
 */
@Component
class TotalsLoop {

	private static final Log logger = LogFactory.getLog(TotalsLoop.class);

	private final SyncQueue<Analysis> results;

	private final SyncShared<Totals> totals;

	TotalsLoop(SyncRegistry registry) {
		this.results = registry.queue("results", Analysis.class);
		this.totals = Totals.in(registry);
	}

	/**
	 * Add up until the queue is closed and drained, which is when the application shuts
	 * down.
	 */
	@Async("totalsExecutor")
	@EventListener(ApplicationReadyEvent.class)
	void run() {
		boolean over = false;
		while (!over) {
			over = addUp();
		}
	}

	/**
	 * Add up until the end, or until there is a result that cannot be read, which is off
	 * the queue then.
	 * @return whether this is the end
	 */
	private boolean addUp() {
		try {
			this.results.forEach(this::add);
			return true;
		}
		catch (SyncDecodingException ex) {
			logger.warn("A result is missing from the totals", ex);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	private void add(Analysis result) {
		try {
			this.totals.update((sum) -> sum.plus(result));
		}
		catch (SyncException ex) {
			// Without the loop, results would keep the workers waiting for room
			logger.warn("A result may be missing from the totals", ex);
		}
	}

}
