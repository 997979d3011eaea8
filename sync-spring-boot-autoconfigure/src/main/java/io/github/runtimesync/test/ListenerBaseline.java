/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerSnapshot;
import io.github.runtimesync.listener.SyncListenerTestAccess;

/**
 * The listeners of an application, and how to reset them: nothing in hand, nothing in
 * retry, and running or not as they were.
 */
final class ListenerBaseline {

	/**
	 * How long the calls that are under way may go on when a test has ended.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(10);

	private final @Nullable SyncListenerRegistry registry;

	private final @Nullable SyncListenerTestAccess access;

	private final Map<String, State> states = new HashMap<>();

	ListenerBaseline(@Nullable SyncListenerRegistry registry) {
		this.registry = registry;
		this.access = (registry != null) ? new SyncListenerTestAccess(registry) : null;
		containers().forEach((container) -> this.states.put(container.getId(), State.of(container)));
	}

	private Collection<SyncListenerContainer> containers() {
		return (this.registry != null) ? this.registry.getContainers() : List.of();
	}

	/**
	 * Return the queues that listeners take from, and those of their dead letters.
	 */
	Stream<String> queues() {
		return containers().stream()
			.flatMap((container) -> Stream.of(container.getQueue(), container.getDeadLetterQueue()));
	}

	boolean isWorker(@Nullable Thread thread) {
		return thread != null && this.access != null && this.access.isWorker(thread);
	}

	/**
	 * Reset primitives with no listener at work, and listeners.
	 * @param primitives resets the primitives. Is called twice: to release calls that
	 * wait for one, and to drop what these did at their end
	 * @return a description of each listener that did not come to an end
	 */
	List<String> reset(Runnable primitives) {
		Map<SyncListenerContainer, State> targets = new HashMap<>();
		containers().forEach((container) -> {
			State before = State.of(container);
			targets.put(container, this.states.getOrDefault(container.getId(), before));
			container.stop();
		});
		primitives.run();
		if (targets.isEmpty() || this.access == null) {
			return List.of();
		}
		List<String> busy = awaitQuiet(targets.keySet());
		this.access.discard();
		primitives.run();
		targets.forEach((container, state) -> state.restore(container));
		return busy;
	}

	private static List<String> awaitQuiet(Collection<SyncListenerContainer> containers) {
		long deadline = System.nanoTime() + MAX_WAIT.toNanos();
		List<String> busy = new ArrayList<>();
		for (SyncListenerContainer container : containers) {
			try {
				if (!container.awaitQuiet(Duration.ofNanos(deadline - System.nanoTime()))) {
					busy.add("listener \"%s\" is still busy after %s".formatted(container.getId(), MAX_WAIT));
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				busy.add("listener \"%s\" was not waited for, since the test was interrupted"
					.formatted(container.getId()));
			}
		}
		return busy;
	}

	/**
	 * What tests can change of a container.
	 *
	 * @param running whether it is started
	 * @param paused whether it is paused
	 * @param min its number of workers at least
	 * @param max its number of workers at most
	 */
	private record State(boolean running, boolean paused, int min, int max) {

		static State of(SyncListenerContainer container) {
			SyncListenerSnapshot snapshot = container.snapshot();
			return new State(container.isRunning(), container.isPaused(), snapshot.minConcurrency(),
					snapshot.maxConcurrency());
		}

		void restore(SyncListenerContainer container) {
			if (this.paused) {
				container.pause();
			}
			else {
				container.resume();
			}
			SyncListenerSnapshot snapshot = container.snapshot();
			if (snapshot.minConcurrency() != this.min || snapshot.maxConcurrency() != this.max) {
				container.scale(this.min, this.max);
			}
			if (this.running) {
				container.start();
			}
		}

	}

}
