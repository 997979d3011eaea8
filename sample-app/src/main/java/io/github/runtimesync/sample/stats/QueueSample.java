/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import java.time.Instant;

/**
 * The queue at one moment.
 *
 * @param at the moment
 * @param size the number of waiting jobs
 */
record QueueSample(Instant at, int size) {

}
