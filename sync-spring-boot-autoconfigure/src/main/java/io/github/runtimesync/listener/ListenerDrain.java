/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Stops containers, all of them together: one may put what another takes.
 */
final class ListenerDrain {

	private static final Log logger = LogFactory.getLog(ListenerDrain.class);

	private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

	/**
	 * For all containers together. An engine that does not answer finds out by itself,
	 * when leases run out.
	 */
	private static final Duration FLUSH = Duration.ofSeconds(1);

	/** How long workers without anything in hand take to end, and more. */
	private static final Duration HALT = Duration.ofMillis(100);

	private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

	private final Collection<DefaultSyncListenerContainer> containers;

	private final Duration timeout;

	private final long start = System.nanoTime();

	/**
	 * Create the end of some containers. The time runs from now on.
	 * @param containers the containers
	 * @param timeout how long they may take
	 */
	ListenerDrain(Collection<DefaultSyncListenerContainer> containers, Duration timeout) {
		this.containers = containers;
		this.timeout = timeout;
	}

	/**
	 * Stop taking items and wait for the calls that are under way.
	 */
	void pause() {
		this.containers.forEach(SyncListenerContainer::stop);
		awaitQuiet(remaining());
		flush();
		for (DefaultSyncListenerContainer container : this.containers) {
			container.workers()
				.forEach((worker) -> logger.warn("Listener \"%s\" is still busy in %s and goes on with its item"
					.formatted(container.getId(), worker.thread().getName())));
		}
	}

	/**
	 * Go on until there is nothing left to take, then stop for good. Calls that do not
	 * end are interrupted, named and left alone. What other JVMs can take as well is left
	 * to them.
	 */
	void close() {
		this.containers.stream().filter(DefaultSyncListenerContainer::isLeasing).forEach(SyncListenerContainer::stop);
		boolean done = false;
		while (!done) {
			awaitDrained();
			this.containers.forEach(DefaultSyncListenerContainer::halt);
			done = isDone(awaitQuiet(shorter(remaining(), HALT)));
			if (done) {
				this.containers.forEach(SyncListenerContainer::stop);
			}
			this.containers.forEach(DefaultSyncListenerContainer::proceed);
		}
		if (!awaitQuiet(remaining())) {
			this.containers.forEach(DefaultSyncListenerContainer::abandon);
			awaitQuiet(AFTER_INTERRUPT);
			this.containers.forEach(this::nameBlocked);
		}
		flush();
	}

	private void flush() {
		long deadline = System.nanoTime() + FLUSH.toNanos();
		this.containers
			.forEach((container) -> container.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
	}

	/**
	 * Wait for two looks in a row that find nothing to do and nothing done in between. A
	 * worker that has just taken an item, or waits for the rest of a batch, does not seem
	 * busy; who wants to know for sure has to halt it.
	 */
	private void awaitDrained() {
		long last = -1;
		long left = this.timeout.toNanos();
		while (left > 0) {
			long remaining = left;
			boolean atWork = this.containers.stream().anyMatch((container) -> container.figures().isAtWork(remaining));
			long progress = this.containers.stream().mapToLong((container) -> container.figures().progress()).sum();
			if (!atWork && progress == last) {
				return;
			}
			last = atWork ? -1 : progress;
			LockSupport.parkNanos(LOOK_NANOS);
			left = this.timeout.toNanos() - (System.nanoTime() - this.start);
		}
	}

	/**
	 * Return whether there is nothing left that was put at the last moment, from a batch
	 * that was not full for example, or no time for it.
	 * @param quiet whether no worker is left, so that nothing more can be put. If not,
	 * one has begun with something that takes time, and others are not to wait for it
	 */
	private boolean isDone(boolean quiet) {
		long left = remaining().toNanos();
		return left <= 0 || Thread.currentThread().isInterrupted()
				|| (quiet && this.containers.stream().noneMatch((container) -> container.figures().hasMore(left)));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private Duration remaining() {
		return this.timeout.minusNanos(System.nanoTime() - this.start);
	}

	private boolean awaitQuiet(Duration time) {
		long deadline = System.nanoTime() + time.toNanos();
		try {
			boolean quiet = true;
			for (SyncListenerContainer container : this.containers) {
				quiet &= container.awaitQuiet(Duration.ofNanos(deadline - System.nanoTime()));
			}
			return quiet;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void nameBlocked(DefaultSyncListenerContainer container) {
		for (Worker worker : container.workers()) {
			logger.warn("Listener \"%s\" did not finish %d item(s) within %s: %s is at%s".formatted(container.getId(),
					worker.figures().inProcess(), this.timeout, worker.thread().getName(),
					StuckWatch.describe(worker.thread().getStackTrace())));
		}
	}

}
