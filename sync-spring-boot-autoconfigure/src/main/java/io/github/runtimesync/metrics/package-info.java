/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Micrometer meters for the primitives: they come with a primitive's creation and go with
 * its removal.
 */
@NullMarked
package io.github.runtimesync.metrics;

import org.jspecify.annotations.NullMarked;
