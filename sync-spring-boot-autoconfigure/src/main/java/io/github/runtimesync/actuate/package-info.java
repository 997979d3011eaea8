/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The {@code sync} and {@code synclisteners} actuator endpoints.
 */
@NullMarked
package io.github.runtimesync.actuate;

import org.jspecify.annotations.NullMarked;
