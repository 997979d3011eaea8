/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What all jobs add up to: the listener's workers put their results on the queue
 * {@code results}, and one loop written by hand takes them, so that nobody needs a lock.
 */
@NullMarked
package io.github.runtimesync.sample.totals;

import org.jspecify.annotations.NullMarked;
