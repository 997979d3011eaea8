/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What a job computes from its content. Knows nothing of queues, threads or HTTP.
 */
@NullMarked
package io.github.runtimesync.sample.analysis;

import org.jspecify.annotations.NullMarked;
