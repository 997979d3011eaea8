/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How an item is put, beyond first in, first out. Immutable: each method returns options
 * that differ in one respect, so options can be kept and used again. <pre class="code">
 * PutOptions retry = PutOptions.defaults().delay(Duration.ofMinutes(5));
 * jobs.put(job, retry.key(job.id()));
 * </pre>
 * <p>
 * <strong>Order</strong>: what is queued is delivered by priority, and first in, first
 * out among equals, whichever way it is taken: by {@code get}, {@code poll},
 * {@code drainTo}, {@code getAsync}, a listener or the view as a {@code BlockingQueue}.
 * Iterators show that order. A getter that waits when an item comes gets it directly.
 * <p>
 * <strong>Bound</strong>: an item counts from when it is due. A bounded queue holds as
 * many delayed items as its bound besides, so that neither keeps out the others. An item
 * that is due while the queue is full enters before those who wait to put.
 * <p>
 * <strong>Pausing and closing</strong>: items become due and enter while the queue is
 * paused. A closed queue still delivers its delayed items when they are due, and is
 * drained after the last; {@link SyncQueue#closeNow()} hands them back. Clearing a queue
 * drops them. When the queue is removed or the registry closes they are not delivered any
 * more, and at the end of the application they are in the report of what was left.
 *
 * @param notBefore the time before which the item is not delivered, {@code null} for none
 * @param delay how long after the put the item is not delivered, {@code null} for no
 * delay
 * @param priority items of a higher priority are delivered first
 * @param key tells items apart that are to be queued once only, {@code null} for none
 * @param timeToLive how long the item may be in the queue, {@code null} for ever
 */
public record PutOptions(@Nullable Instant notBefore, @Nullable Duration delay, int priority, @Nullable String key,
		@Nullable Duration timeToLive) {

	/**
	 * How long a key may be.
	 */
	public static final int MAX_KEY_LENGTH = 200;

	private static final PutOptions DEFAULTS = new PutOptions(null, null, 0, null, null);

	/**
	 * Create options.
	 * @throws IllegalArgumentException if both {@code notBefore} and {@code delay} are
	 * given, the key is empty or longer than {@value #MAX_KEY_LENGTH} characters, or the
	 * time to live is not positive
	 */
	public PutOptions {
		if (notBefore != null && delay != null) {
			throw new IllegalArgumentException("An item is put with a time or with a delay, not with both");
		}
		if (key != null && (key.isEmpty() || key.length() > MAX_KEY_LENGTH)) {
			throw new IllegalArgumentException(
					"A key must have 1 to %d characters, not %d".formatted(MAX_KEY_LENGTH, key.length()));
		}
		if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
			throw new IllegalArgumentException("A time to live must be positive: " + timeToLive);
		}
	}

	/**
	 * Return the options of a plain put.
	 * @return no delay, priority 0, no key, no end of life
	 */
	public static PutOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Deliver the item at a time at the earliest. How long that is from now is measured
	 * once, when the item is put. Until then the item is not in the queue's size but in
	 * {@link QueueSnapshot#delayed()}. A time that has come makes no difference.
	 * @param notBefore the time
	 * @return options with this time, and without another delay
	 */
	public PutOptions notBefore(Instant notBefore) {
		Objects.requireNonNull(notBefore, "notBefore");
		return new PutOptions(notBefore, null, this.priority, this.key, this.timeToLive);
	}

	/**
	 * Deliver the item after a delay at the earliest, counted from the call of
	 * {@code put}.
	 * @param delay the delay; zero or less makes no difference
	 * @return options with this delay, and without another time
	 * @see #notBefore(Instant)
	 */
	public PutOptions delay(Duration delay) {
		Objects.requireNonNull(delay, "delay");
		return new PutOptions(null, delay, this.priority, this.key, this.timeToLive);
	}

	/**
	 * Deliver the item before those of a lower priority and after those of a higher one.
	 * Items of equal priority stay in order. An item of low priority waits as long as
	 * others keep coming, without a limit. Priority gives no right to room: a putter that
	 * waits for room waits its turn.
	 * @param priority the priority, 0 for a plain put, possibly negative
	 * @return options with this priority
	 */
	public PutOptions priority(int priority) {
		return new PutOptions(this.notBefore, this.delay, priority, this.key, this.timeToLive);
	}

	/**
	 * Put the item only if none with an equal key is queued or delayed. The key is free
	 * again when the item is taken, is dropped since it has expired, or is removed or
	 * cleared. An item that still waits for room has not taken its key yet.
	 * @param key the key, 1 to {@value #MAX_KEY_LENGTH} characters
	 * @return options with this key
	 */
	public PutOptions key(String key) {
		Objects.requireNonNull(key, "key");
		return new PutOptions(this.notBefore, this.delay, this.priority, key, this.timeToLive);
	}

	/**
	 * Do not deliver the item when it is older than this, counted from the call of
	 * {@code put} or from the end of a delay. An expired item keeps its place, and its
	 * room and key, until it would be taken: it is dropped then, and counted in
	 * {@link QueueSnapshot#expired()}. It does not become a dead letter.
	 * @param timeToLive how long the item may be in the queue
	 * @return options with this time to live
	 */
	public PutOptions timeToLive(Duration timeToLive) {
		Objects.requireNonNull(timeToLive, "timeToLive");
		return new PutOptions(this.notBefore, this.delay, this.priority, this.key, timeToLive);
	}

}
