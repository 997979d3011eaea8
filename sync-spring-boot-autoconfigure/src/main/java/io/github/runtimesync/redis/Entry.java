/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.PutTiming;

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
		return after(this.timing.prefix());
	}

	/**
	 * Return what the script stores of a plain put.
	 * @param serverMillis the time, by the clock of the server
	 */
	byte[] stored(long serverMillis) {
		return after(EntryFormat.VERSION + " " + serverMillis + " ");
	}

	private byte[] after(String prefix) {
		byte[] before = prefix.getBytes(StandardCharsets.US_ASCII);
		byte[] bytes = Arrays.copyOf(before, before.length + this.text.length);
		System.arraycopy(this.text, 0, bytes, before.length, this.text.length);
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
	 * @param options what its options say
	 */
	record Timing(long putNanos, PutTiming options) {

		/** What the script knows as a life without an end. */
		private static final long FOREVER = -1;

		static Timing of(PutOptions options) {
			return new Timing(System.nanoTime(), PutTiming.of(options));
		}

		private String prefix() {
			long now = System.nanoTime();
			return "@" + delayMillis(now) + " " + lifeMillis(now) + " ";
		}

		private long delayMillis(long now) {
			return millis(this.options.delayNanos() - (now - this.putNanos));
		}

		private long lifeMillis(long now) {
			if (this.options.lifeNanos() == PutTiming.FOREVER) {
				return FOREVER;
			}
			long late = now - this.putNanos - this.options.delayNanos();
			return millis(this.options.lifeNanos() - Math.max(0, late));
		}

		private static long millis(long nanos) {
			return (nanos > 0) ? (nanos - 1) / 1_000_000 + 1 : 0;
		}

	}

}
