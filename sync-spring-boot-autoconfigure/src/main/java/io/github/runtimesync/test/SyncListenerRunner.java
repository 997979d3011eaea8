/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerRun;
import io.github.runtimesync.listener.SyncListenerRun.Outcome;
import io.github.runtimesync.listener.SyncListenerTestAccess;

/**
 * Runs listeners by hand, one item at a time, on the thread of the test. A bean in tests
 * with {@link SyncTest}. <pre class="code">
 * &#64;SyncTest(listeners = Listeners.MANUAL)
 * ...
 * registry.queue("jobs").add("one");
 * assertThat(runner.runNext("jobs")).isProcessed();
 * </pre>
 * <p>
 * The method is called as a worker would call it, and what it throws is retried or
 * becomes a dead letter as configured. Nothing is waited for: an item that waits for a
 * retry is due at once and comes before fresh ones, and a batch takes what is there.
 */
public final class SyncListenerRunner {

	private static final int MAX_RUNS = 10_000;

	private final ObjectProvider<SyncListenerRegistry> listeners;

	SyncListenerRunner(ObjectProvider<SyncListenerRegistry> listeners) {
		this.listeners = listeners;
	}

	/**
	 * Process the next item of a listener, or its next batch.
	 * @param id the id of the listener, by default the name of its queue
	 * @return what became of it, also if there was nothing to do
	 * @throws IllegalArgumentException if there is no such listener
	 * @throws IllegalStateException if the container of the listener is running or
	 * paused, or takes nothing since there is no room for its dead letters
	 */
	public SyncListenerRun runNext(String id) {
		return new SyncListenerTestAccess(this.listeners.getObject()).runNext(id);
	}

	/**
	 * Process what there is for a listener, with retries and with what it puts into its
	 * own queue meanwhile.
	 * @param id the id of the listener, by default the name of its queue
	 * @return what became of it, call by call; empty if there was nothing to do
	 * @throws IllegalArgumentException if there is no such listener
	 * @throws IllegalStateException as for {@link #runNext}, or if there is no end to it
	 */
	public List<SyncListenerRun> runAll(String id) {
		List<SyncListenerRun> runs = new ArrayList<>();
		SyncListenerRun run = runNext(id);
		while (run.outcome() != Outcome.NOTHING) {
			runs.add(run);
			Assert.state(runs.size() < MAX_RUNS,
					() -> "Listener \"%s\" still has something to do after %d calls".formatted(id, MAX_RUNS));
			run = runNext(id);
		}
		return runs;
	}

}
