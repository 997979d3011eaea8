/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The in-JVM engine. Usable without Spring through
 * {@link io.github.runtimesync.local.LocalSyncRegistry}.
 */
@NullMarked
package io.github.runtimesync.local;

import org.jspecify.annotations.NullMarked;
