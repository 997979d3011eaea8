/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The sample application: requests put jobs on a bounded queue, a listener's workers take
 * them, a loop adds up their results, a scheduled job measures them, and all of them meet
 * by name in one registry. Start with the {@code job} package.
 */
@NullMarked
package io.github.runtimesync.sample;

import org.jspecify.annotations.NullMarked;
