/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The in-JVM engine. Usable without Spring through
 * {@link io.github.runtimesync.local.LocalSyncRegistry}.
 * <p>
 * {@code LocalAtomic}, {@code LocalShared}, {@code LocalWaitGroup} and {@code LocalQueue}
 * are the primitives; start with one of them. Their parts are named after what they are:
 * {@code SharedState} and {@code SharedChanges} of the variable, {@code RoundWaiters} and
 * {@code RoundAge} of the wait group. The queue is a {@code Channel}, whose {@code Tail}
 * and {@code Head} work in a chain of {@code Ring}s; {@code QueueWait} and
 * {@code FutureWaiter} are how callers wait at it.
 */
@NullMarked
package io.github.runtimesync.local;

import org.jspecify.annotations.NullMarked;
