/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long the round of a wait group has been open, since somebody who waits or looks saw
 * it first. Counting alone reads no clock. Rounds wrap around, so they are compared by
 * their difference; somebody who is late with an older round must not make a newer one
 * young again.
 */
final class RoundAge {

	private volatile @Nullable Seen seen;

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
		return Duration.ofNanos(System.nanoTime() - seen(round).sinceNanos);
	}

	private Seen seen(int round) {
		Seen current = this.seen;
		if (current == null || current.round - round < 0) {
			current = new Seen(round, System.nanoTime());
			this.seen = current;
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
