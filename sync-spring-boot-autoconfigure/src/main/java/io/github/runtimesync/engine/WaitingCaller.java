/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A caller that waits on a primitive: a blocked thread, or a future that nobody has
 * completed yet.
 *
 * @param thread the blocked thread, {@code null} for a future
 * @param call the call it came with: {@code get}, {@code put} or {@code await}, for a
 * future {@code getAsync}, {@code putAsync} or {@code whenZero}
 * @param sinceNanos when it began to wait, by {@link System#nanoTime()}
 * @param callSite where the call came from, {@code null} if call sites are not captured
 */
public record WaitingCaller(@Nullable Thread thread, String call, long sinceNanos, @Nullable CallSite callSite) {

	/**
	 * Return how long it has been waiting.
	 * @return the time until now
	 */
	public Duration waited() {
		return Duration.ofNanos(System.nanoTime() - this.sinceNanos);
	}

}
