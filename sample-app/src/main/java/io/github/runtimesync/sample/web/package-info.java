/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What all HTTP endpoints share: problem details, limits and response headers.
 */
@NullMarked
package io.github.runtimesync.sample.web;

import org.jspecify.annotations.NullMarked;
