/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What becomes of the primitives when a Spring context closes: blocked callers are
 * released and queued items get their chance, in the order in which Spring stops the web
 * server, the executors and the rest. A context that is paused or stopped, and may be
 * started again, keeps everything as it is.
 */
@NullMarked
package io.github.runtimesync.lifecycle;

import org.jspecify.annotations.NullMarked;
