/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * For the tests of applications: {@link io.github.runtimesync.test.SyncTest} gives each
 * test method a clean registry in a context that is shared,
 * {@link io.github.runtimesync.test.SyncListenerRunner} runs listeners by hand, and
 * {@link io.github.runtimesync.test.SyncAssertions} are assertions for primitives. Needs
 * JUnit Jupiter, Spring's test framework and AssertJ, and is not used by a running
 * application.
 */
@NullMarked
package io.github.runtimesync.test;

import org.jspecify.annotations.NullMarked;
