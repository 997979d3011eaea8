/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The shared variable {@code settings}: how fast jobs are worked on. A request changes
 * it, workers and the scheduled job obey it.
 */
@NullMarked
package io.github.runtimesync.sample.settings;

import org.jspecify.annotations.NullMarked;
