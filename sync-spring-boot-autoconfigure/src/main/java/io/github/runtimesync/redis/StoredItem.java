/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

/**
 * An item as Redis has handed it out.
 *
 * @param bytes what was stored
 * @param serverMillis when it was handed out, by the clock of the server
 * @param nanos when it came in, by {@link System#nanoTime()}
 */
record StoredItem(byte[] bytes, long serverMillis, long nanos) {

}
