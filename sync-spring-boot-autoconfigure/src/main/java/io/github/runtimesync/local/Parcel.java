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

import io.github.runtimesync.engine.Envelope;

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

	private final long putNanos = System.nanoTime();

	/**
	 * Pack an item.
	 * @param owner the channel that the parcel is for: in any other it is an item like
	 * others, should somebody put the envelope that he got
	 * @param item the item
	 * @param headers what goes with it
	 */
	Parcel(Object owner, E item, Map<String, String> headers) {
		this.owner = owner;
		this.item = item;
		this.headers = Map.copyOf(headers);
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

	@Override
	public String toString() {
		return "Envelope " + id();
	}

}
