/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.totals;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.sample.analysis.Analysis;

/**
 * Takes the results off the queue {@code results} and publishes their sum in the shared
 * variable {@code totals}. A loop written by hand, for comparison: it does where there is
 * one thread and nothing that could fail. It knows the queue by its name only.
 */
@Component
class TotalsLoop {

	private final SyncQueue<Analysis> results;

	private final SyncShared<Totals> totals;

	TotalsLoop(SyncRegistry registry) {
		this.results = registry.queue("results", Analysis.class);
		this.totals = registry.shared(Totals.NAME, Totals.NONE);
	}

	/**
	 * Add up until the queue is closed and drained, which is when the application shuts
	 * down.
	 */
	@Async("totalsExecutor")
	@EventListener(ApplicationReadyEvent.class)
	void run() {
		try {
			Totals sum = Totals.NONE;
			Analysis result;
			while ((result = this.results.get()) != null) {
				sum = sum.plus(result);
				this.totals.set(sum);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
