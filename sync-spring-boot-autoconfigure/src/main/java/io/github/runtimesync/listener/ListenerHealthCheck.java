/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.HealthCheck;
import io.github.runtimesync.listener.SyncListenerSnapshot.StuckCall;

/**
 * Finds listeners with a call that is stuck, and those that can take nothing any more
 * since their queue was closed while the application goes on.
 */
public final class ListenerHealthCheck implements HealthCheck {

	private final SyncListenerRegistry listeners;

	/**
	 * Create a check.
	 * @param listeners has the listeners
	 */
	public ListenerHealthCheck(SyncListenerRegistry listeners) {
		this.listeners = listeners;
	}

	@Override
	public List<Finding> check() {
		return this.listeners.containers()
			.flatMap((container) -> Stream.concat(stuck(container), closed(container)))
			.toList();
	}

	private static Stream<Finding> stuck(DefaultSyncListenerContainer container) {
		SyncListenerSnapshot snapshot = container.snapshot();
		return snapshot.stuck()
			.stream()
			.max(Comparator.comparing(StuckCall::duration))
			.map((longest) -> finding(container,
					"%d of at most %d workers stuck, %s for %d s or more".formatted(snapshot.stuck().size(),
							snapshot.maxConcurrency(), longest.thread(), seconds(longest.duration()))))
			.stream();
	}

	private static long seconds(Duration duration) {
		return Math.max(1, duration.toSeconds());
	}

	/**
	 * Queues are closed in a shutdown too, after the listeners have been stopped.
	 */
	private Stream<Finding> closed(DefaultSyncListenerContainer container) {
		return (this.listeners.isRunning() && container.figures().isQueueClosed())
				? Stream.of(finding(container, SyncKind.QUEUE.describe(container.getQueue()) + " is closed"))
				: Stream.empty();
	}

	private static Finding finding(SyncListenerContainer container, String detail) {
		return new Finding(Severity.OUT_OF_SERVICE, "listener \"%s\"".formatted(container.getId()), detail);
	}

}
