/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A job's way: from {@code POST /jobs} over the queue {@code jobs} to a worker, and back
 * to {@code GET /jobs/{id}} through the store; or, after as many attempts as it may have,
 * to the queue {@code jobs.dead}, from where it can be replayed.
 */
@NullMarked
package io.github.runtimesync.sample.job;

import org.jspecify.annotations.NullMarked;
