/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code POST /batches}: many texts at once, waited for with a wait group.
 */
@NullMarked
package io.github.runtimesync.sample.batch;

import org.jspecify.annotations.NullMarked;
