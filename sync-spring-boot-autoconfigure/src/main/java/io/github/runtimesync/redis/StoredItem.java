/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An item as Redis has handed it out.
 *
 * @param bytes what was stored
 * @param serverMillis when it was handed out, by the clock of the server
 * @param nanos when it came in, by {@link System#nanoTime()}
 * @param grant the lease it was handed out on, {@code null} if it is the taker's
 */
record StoredItem(byte[] bytes, long serverMillis, long nanos, @Nullable Grant grant) {

	StoredItem(byte[] bytes, long serverMillis, long nanos) {
		this(bytes, serverMillis, nanos, null);
	}

	/**
	 * Return the lease of an item that was handed out on one.
	 */
	Grant lease() {
		return Objects.requireNonNull(this.grant);
	}

}
