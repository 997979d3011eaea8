/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * How long the round of a wait group has been open, since somebody who waits or looks saw
 * it first. Counting alone reads no clock. Rounds wrap around, so they are compared by
 * their difference; somebody who is late with an older round must not make a newer one
 * young again.
 */
final class RoundAge {

	private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

	/**
	 * Note that a round is open.
	 */
	void see(int round) {
		seen(round);
	}

	/**
	 * Return how long a round has been open, at least.
	 */
	Duration of(int round) {
		long since = seen(round).sinceNanos;
		return Duration.ofNanos(System.nanoTime() - since);
	}

	private Seen seen(int round) {
		Seen current = this.seen.get();
		while (current == null || current.round - round < 0) {
			Seen next = new Seen(round, System.nanoTime());
			current = this.seen.compareAndSet(current, next) ? next : this.seen.get();
		}
		return current;
	}

	/**
	 * A round and when it was seen first.
	 *
	 * @param round the round
	 * @param sinceNanos when it was seen
	 */
	private record Seen(int round, long sinceNanos) {

	}

}
