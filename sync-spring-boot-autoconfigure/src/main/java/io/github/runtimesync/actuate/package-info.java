/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The {@code sync} actuator endpoint.
 */
@NullMarked
package io.github.runtimesync.actuate;

import org.jspecify.annotations.NullMarked;
