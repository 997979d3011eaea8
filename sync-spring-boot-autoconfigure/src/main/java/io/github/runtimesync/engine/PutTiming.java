/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;

/**
 * What the options of a put say about time, counted from the put.
 *
 * @param delayNanos for how long the item is not to be delivered, 0 for no time
 * @param lifeNanos for how long after that it is, {@link #FOREVER} without an end
 */
public record PutTiming(long delayNanos, long lifeNanos) {

	/**
	 * A life without an end.
	 */
	public static final long FOREVER = -1;

	/** Some 70 years: differences of such times do not overflow. */
	private static final long MAX_NANOS = Long.MAX_VALUE / 4;

	/**
	 * Measure how long a put that is made now is to wait and to live.
	 * @param options the options
	 * @return the times, at most some 70 years each
	 */
	public static PutTiming of(PutOptions options) {
		Instant notBefore = options.notBefore();
		Duration delay = (notBefore != null) ? Duration.between(Instant.now(), notBefore) : options.delay();
		return new PutTiming(nanos(delay, 0), nanos(options.timeToLive(), FOREVER));
	}

	private static long nanos(@Nullable Duration duration, long ifAbsent) {
		return (duration != null) ? Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(duration)), MAX_NANOS) : ifAbsent;
	}

}
