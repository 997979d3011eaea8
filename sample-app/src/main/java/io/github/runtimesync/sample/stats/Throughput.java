/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

/**
 * The value of the shared variable {@code throughput}: what the scheduled job measured.
 *
 * @param jobsPerSecond the jobs done per second lately; 0 while work is paused
 */
record Throughput(double jobsPerSecond) {

	static final String NAME = "throughput";

	static final Throughput NONE = new Throughput(0);

}
