/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The scheduled job that turns a counter into a rate, and {@code GET /stats}.
 */
@NullMarked
package io.github.runtimesync.sample.stats;

import org.jspecify.annotations.NullMarked;
