/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for the benchmarks.
 */
final class BenchmarkThreads {

	private BenchmarkThreads() {
	}

	/**
	 * Create an executor that runs every task at once.
	 * @param kind {@code platform} or {@code virtual}; the latter needs a JDK 21
	 * @return the executor
	 */
	static ExecutorService executor(String kind) {
		if (kind.equals("platform")) {
			return Executors.newCachedThreadPool((task) -> {
				Thread thread = new Thread(task);
				thread.setDaemon(true);
				return thread;
			});
		}
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This JDK has no virtual threads", ex);
		}
	}

}
