/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;

/**
 * An item on its way to Redis.
 *
 * @param text what {@link EntryFormat} has written
 * @param timing when it is to be delivered, {@code null} for a plain put
 */
record Entry(byte[] text, @Nullable Timing timing) {

	/**
	 * Return what the script wants, as of now.
	 */
	byte[] bytes() {
		if (this.timing == null) {
			return this.text;
		}
		byte[] prefix = this.timing.prefix().getBytes(StandardCharsets.US_ASCII);
		byte[] bytes = Arrays.copyOf(prefix, prefix.length + this.text.length);
		System.arraycopy(this.text, 0, bytes, prefix.length, this.text.length);
		return bytes;
	}

	/**
	 * Return about how long that is.
	 */
	int length() {
		return this.text.length;
	}

	/**
	 * Return whether the item is put with options.
	 */
	boolean hasOptions() {
		return this.timing != null;
	}

	/**
	 * Return whether the item is not to be delivered yet.
	 */
	boolean isDelayed() {
		return delayMillis() > 0;
	}

	/**
	 * Return for how many milliseconds the item is not to be delivered from now on.
	 */
	long delayMillis() {
		return (this.timing != null) ? this.timing.delayMillis(System.nanoTime()) : 0;
	}

	/**
	 * When an item is to be delivered, counted from the call of {@code put}. A script
	 * that has to be sent again says what was left when it was sent first: a delay is
	 * rather too long than too short.
	 *
	 * @param putNanos when {@code put} was called, by {@link System#nanoTime()}
	 * @param delayNanos how long after that it is not to be delivered
	 * @param lifeNanos how long after that it is, -1 for ever
	 */
	record Timing(long putNanos, long delayNanos, long lifeNanos) {

		/** Some 70 years: differences of such times do not overflow. */
		private static final long MAX_NANOS = Long.MAX_VALUE / 4;

		static Timing of(PutOptions options) {
			Instant notBefore = options.notBefore();
			Duration delay = (notBefore != null) ? Duration.between(Instant.now(), notBefore) : options.delay();
			Duration life = options.timeToLive();
			return new Timing(System.nanoTime(), (delay != null) ? nanos(delay) : 0, (life != null) ? nanos(life) : -1);
		}

		private static long nanos(Duration duration) {
			return Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(duration)), MAX_NANOS);
		}

		private String prefix() {
			long now = System.nanoTime();
			return "@" + delayMillis(now) + " " + lifeMillis(now) + " ";
		}

		private long delayMillis(long now) {
			return millis(this.delayNanos - (now - this.putNanos));
		}

		private long lifeMillis(long now) {
			long late = now - this.putNanos - this.delayNanos;
			return (this.lifeNanos < 0) ? -1 : millis(this.lifeNanos - Math.max(0, late));
		}

		private static long millis(long nanos) {
			return (nanos > 0) ? (nanos - 1) / 1_000_000 + 1 : 0;
		}

	}

}
