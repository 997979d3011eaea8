/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Mixed callers for a long time, bounded in count: does the heap stay flat, and does
 * every item and every wait come out even? Prints the live heap after each of 20 parts
 * and fails if it has grown.
 */
public final class Soak {

	private static final int PARTS = 20;

	private static final long ALLOWED_GROWTH = 512 * 1024;

	private Soak() {
	}

	/**
	 * Run the soak.
	 * @param args how many rounds of each caller in all, by default two million
	 * @throws Exception if something does not come out even
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length != 0) ? Integer.parseInt(args[0]) : 2_000_000;
		SyncRegistry registry = LocalSyncRegistry.create();
		SoakCallers callers = new SoakCallers(registry);
		ExecutorService threads = BenchmarkThreads.executor("platform");
		long[] live = new long[PARTS];
		for (int part = 0; part < PARTS; part++) {
			List<Future<?>> running = new ArrayList<>();
			for (SoakCallers.Caller caller : callers.all(rounds / PARTS)) {
				running.add(threads.submit(() -> {
					caller.run();
					return null;
				}));
			}
			for (Future<?> caller : running) {
				caller.get();
			}
			live[part] = liveHeap();
			System.out.printf("part %2d of %d: %d kB live, %s%n", part + 1, PARTS, live[part] / 1024,
					callers.progress());
		}
		callers.check();
		// The first parts load classes and fill caches.
		long growth = live[PARTS - 1] - live[PARTS / 4];
		System.out.printf("grown by %d kB since part %d%n", growth / 1024, PARTS / 4 + 1);
		if (growth > ALLOWED_GROWTH) {
			throw new IllegalStateException("The live heap has grown by " + growth + " bytes");
		}
		System.exit(0);
	}

	private static long liveHeap() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		for (int i = 0; i < 3; i++) {
			memory.gc();
		}
		return memory.getHeapMemoryUsage().getUsed();
	}

}
