/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often an {@link Inbox} does what.
 *
 * @param heartbeat how often it writes to itself; a dead subscription is found out after
 * twice that time at most
 * @param shortestRecheck after which time a receiver looks again, at least
 * @param longestRecheck after which time a receiver looks again, at most
 */
record InboxTiming(Duration heartbeat, Duration shortestRecheck, Duration longestRecheck) {

	/**
	 * In terms of the longest recheck, for how long a JVM is noted down as waiting.
	 */
	private static final int NOTED = 4;

	/** Not more than one command in two seconds for a primitive that is waited on. */
	static final InboxTiming DEFAULT = new InboxTiming(Duration.ofSeconds(5), Duration.ofSeconds(2),
			Duration.ofSeconds(5));

	/**
	 * Return for how long a JVM is noted down as waiting after it has looked last.
	 */
	Duration noted() {
		return this.longestRecheck.multipliedBy(NOTED);
	}

	/**
	 * Return for how long messages are received after somebody was seen to wait last, who
	 * may have looked just before the next time this was seen.
	 */
	Duration linger() {
		return noted().plus(this.longestRecheck);
	}

	/**
	 * Return another time each time, so that the receivers of all JVMs do not come
	 * together.
	 */
	Duration nextRecheck() {
		return Duration.ofNanos(
				ThreadLocalRandom.current().nextLong(this.shortestRecheck.toNanos(), this.longestRecheck.toNanos()));
	}

}
