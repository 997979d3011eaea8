/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;

/**
 * A wait group as {@code wait-group-look.lua} has seen it.
 *
 * @param count the count
 * @param age how long it was not zero
 * @param atNanos when it was seen
 */
record GroupState(long count, Duration age, long atNanos) {

	static GroupState parse(List<Object> reply) {
		return new GroupState(Long.parseLong(Definition.text(reply.get(0))),
				Duration.ofMillis(Long.parseLong(Definition.text(reply.get(1)))), System.nanoTime());
	}

	/**
	 * Return how long it has not been zero, if it has not been since it was seen.
	 */
	Duration ageNow() {
		return this.age.plusNanos(System.nanoTime() - this.atNanos);
	}

}
