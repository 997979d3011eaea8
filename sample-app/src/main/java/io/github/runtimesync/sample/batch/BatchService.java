/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Service;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.sample.analysis.Analysis;
import io.github.runtimesync.sample.analysis.Analyzer;
import io.github.runtimesync.sample.settings.Pacing;

/**
 * Fans the texts of a batch out to the application's executor and waits for them with a
 * wait group of the batch's own.
 */
@Service
class BatchService {

	private final SyncRegistry registry;

	private final TaskExecutor executor;

	private final Pacing pacing;

	BatchService(SyncRegistry registry, @Qualifier("applicationTaskExecutor") TaskExecutor executor, Pacing pacing) {
		this.registry = registry;
		this.executor = executor;
		this.pacing = pacing;
	}

	/**
	 * Work on texts. When the time is over, what is not done is cancelled.
	 * @param texts the texts
	 * @param timeLimit how long to wait for all of them
	 * @return the results there are
	 * @throws InterruptedException if interrupted while waiting
	 */
	BatchResult run(List<String> texts, Duration timeLimit) throws InterruptedException {
		String id = "batch-" + UUID.randomUUID();
		SyncWaitGroup group = this.registry.waitGroup(id);
		List<FutureTask<Analysis>> tasks = texts.stream().map(this::task).toList();
		try {
			tasks.forEach((task) -> group.go(this.executor, task));
			group.await(timeLimit);
		}
		finally {
			tasks.forEach((task) -> task.cancel(true));
			this.registry.remove(SyncKind.WAIT_GROUP, id);
		}
		return BatchResult.of(id, results(tasks));
	}

	private FutureTask<Analysis> task(String text) {
		return new FutureTask<>(() -> {
			this.pacing.awaitResumed();
			this.pacing.awaitDelay();
			return Analyzer.analyze(text);
		});
	}

	private static List<@Nullable Analysis> results(List<FutureTask<Analysis>> tasks) throws InterruptedException {
		List<@Nullable Analysis> results = new ArrayList<>();
		for (FutureTask<Analysis> task : tasks) {
			results.add(task.isCancelled() ? null : result(task));
		}
		return results;
	}

	private static Analysis result(FutureTask<Analysis> task) throws InterruptedException {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Working on a text failed", ex.getCause());
		}
	}

}
