/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * A thread that waits on a primitive.
 *
 * @param thread the thread
 * @param call the blocking call it is in, {@code get}, {@code put} or {@code await}
 * @param sinceNanos when it began to wait, by {@link System#nanoTime()}
 */
public record BlockedThread(Thread thread, String call, long sinceNanos) {

}
