/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.PutTiming;

/**
 * What is in a {@link Channel} in place of an item that does not go alone.
 *
 * @param <E> the type of the item
 */
final class Parcel<E> implements Envelope<E> {

	private static final String ID_PREFIX = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "-";

	private static final AtomicLong LAST_NUMBER = new AtomicLong();

	private final Object owner;

	private final E item;

	private final Map<String, String> headers;

	private final long number = LAST_NUMBER.incrementAndGet();

	private final long putMillis = System.currentTimeMillis();

	private final long putNanos;

	private final PutOptions options;

	/** When it may be delivered, by the same clock as {@code putNanos}. */
	private final long dueNanos;

	private final long expiresNanos;

	/**
	 * Pack an item.
	 * @param owner the channel that the parcel is for: in any other it is an item like
	 * others, should somebody put the envelope that he got
	 * @param item the item
	 * @param headers what goes with it
	 */
	Parcel(Object owner, E item, Map<String, String> headers) {
		this(owner, item, headers, PutOptions.defaults(), System.nanoTime());
	}

	/**
	 * Pack an item that is put with options.
	 * @param owner the channel that the parcel is for
	 * @param item the item
	 * @param headers what goes with it
	 * @param options how it is put
	 * @param nowNanos the time by the clock of {@link DelayTimer#now()}
	 */
	Parcel(Object owner, E item, Map<String, String> headers, PutOptions options, long nowNanos) {
		this.owner = owner;
		this.item = item;
		this.headers = Map.copyOf(headers);
		this.putNanos = nowNanos;
		this.options = options;
		PutTiming timing = PutTiming.of(options);
		this.dueNanos = nowNanos + timing.delayNanos();
		this.expiresNanos = this.dueNanos + timing.lifeNanos();
	}

	/**
	 * Return the parcel that was taken.
	 * @param taken what was taken from the channel
	 * @param owner the channel
	 * @return the parcel, {@code null} if it was a bare item
	 */
	static @Nullable Parcel<?> of(Object taken, Object owner) {
		return (taken instanceof Parcel<?> parcel && parcel.owner == owner) ? parcel : null;
	}

	@Override
	public E item() {
		return this.item;
	}

	@Override
	public String id() {
		return ID_PREFIX + this.number;
	}

	@Override
	public Instant putTime() {
		return Instant.ofEpochMilli(this.putMillis);
	}

	@Override
	public Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.putNanos);
	}

	@Override
	public Map<String, String> headers() {
		return this.headers;
	}

	int priority() {
		return this.options.priority();
	}

	@Nullable String key() {
		return this.options.key();
	}

	long dueNanos() {
		return this.dueNanos;
	}

	/**
	 * Return whether the item must not be delivered yet.
	 * @param now the time
	 * @return whether its time is still to come
	 */
	boolean isDelayed(long now) {
		return this.dueNanos != this.putNanos && this.dueNanos - now > 0;
	}

	/**
	 * Return whether the item must not be delivered any more.
	 * @param now the time
	 * @return whether its time is over
	 */
	boolean isExpired(long now) {
		return this.options.timeToLive() != null && this.expiresNanos - now <= 0;
	}

	/**
	 * Return whether more than the order of arrival counts once the item is queued.
	 * @return whether it needs {@link Lanes}
	 */
	boolean needsLanes() {
		return priority() != 0 || key() != null || this.options.timeToLive() != null;
	}

	/**
	 * Order parcels by the time when they are due, and then by the order of their puts.
	 * @param one a parcel
	 * @param other another parcel
	 * @return negative if the former comes first
	 */
	static int compareDue(Parcel<?> one, Parcel<?> other) {
		int order = Long.signum(one.dueNanos - other.dueNanos);
		return (order != 0) ? order : Long.signum(one.number - other.number);
	}

	@Override
	public String toString() {
		return "Envelope " + id();
	}

}
