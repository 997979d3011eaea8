/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The public API: named concurrency primitives and the registry that hands them out.
 * Whoever asks {@link io.github.runtimesync.SyncRegistry} for the same kind and name gets
 * the same primitive, whatever thread it is and whatever engine stands behind it.
 */
@NullMarked
package io.github.runtimesync;

import org.jspecify.annotations.NullMarked;
