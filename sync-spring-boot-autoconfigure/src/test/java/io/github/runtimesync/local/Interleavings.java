/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import org.jetbrains.lincheck.Lincheck;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

/**
 * Runs a scenario of a few threads once per interleaving that Lincheck comes up with.
 * Lincheck decides at every access to shared memory, park and unpark who goes on, and
 * fails a scenario that does not end, so a lost wake-up needs no time-out to be found.
 * Its clock stands still: no waiting time ever ends.
 */
final class Interleavings {

	private static final int COUNT = 50;

	private Interleavings() {
	}

	/**
	 * Run a scenario in many interleavings, and once freely before: what the JDK
	 * initializes on first use must not happen under Lincheck's eyes.
	 * @param scenario the scenario, which makes what it uses
	 */
	static void check(Step scenario) throws Exception {
		scenario.run();
		Lincheck.runConcurrentTest(COUNT, () -> {
			try {
				scenario.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/**
	 * Run steps at the same time, each in a thread, and wait until all have ended.
	 * @param steps the steps
	 */
	static void run(Step... steps) throws Exception {
		List<Thread> threads = new ArrayList<>();
		Throwable[] failure = new Throwable[1];
		for (Step step : steps) {
			Thread thread = new Thread(() -> {
				try {
					step.run();
				}
				catch (Throwable ex) {
					failure[0] = ex;
				}
			});
			thread.setDaemon(true);
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		if (failure[0] != null) {
			throw new AssertionError(failure[0]);
		}
	}

	/**
	 * Run a call and tell how it ended.
	 * @param call the call
	 * @return "done", "closed" or "interrupted"
	 */
	static String result(Step call) {
		try {
			call.run();
			return "done";
		}
		catch (SyncClosedException ex) {
			return "closed";
		}
		catch (InterruptedException ex) {
			return "interrupted";
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void expect(boolean condition, Object... state) {
		if (!condition) {
			throw new AssertionError(List.of(state));
		}
	}

	static LocalQueue<Integer> queue(int maxSize, Integer... items) {
		LocalQueue<Integer> queue = new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null),
				maxSize);
		for (Integer item : items) {
			queue.add(item);
		}
		Impatience.impose(queue);
		return queue;
	}

	/**
	 * What a thread does.
	 */
	interface Step {

		void run() throws Exception;

	}

}
