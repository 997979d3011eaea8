/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;

/**
 * The value of the shared variable {@code throughput}: what the scheduled job measured.
 *
 * @param jobsPerSecond the jobs done per second lately; 0 while work is paused
 */
record Throughput(double jobsPerSecond) {

	private static final String NAME = "throughput";

	private static final Throughput NONE = new Throughput(0);

	/**
	 * Return the shared variable. It declares its type, which an engine needs that writes
	 * values down.
	 * @param registry the registry that has it
	 * @return the shared variable {@code throughput}
	 */
	static SyncShared<Throughput> in(SyncRegistry registry) {
		return registry.shared(NAME, ParameterizedTypeReference.forType(Throughput.class), NONE);
	}

}
