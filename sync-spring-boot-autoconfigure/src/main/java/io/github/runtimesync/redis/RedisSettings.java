/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How the Redis engine works.
 *
 * @param namespace what separates the primitives of one application from those of others
 * on the same Redis
 * @param timeout how long a call is repeated, and its caller waits, while Redis does not
 * answer
 * @param maxValueSize how large the stored form of an item or a value may be
 * @param lease how long an item stays with a listener that is not heard of any more
 * @param failFast whether an engine is refused if Redis is not there when it is created
 */
public record RedisSettings(String namespace, Duration timeout, DataSize maxValueSize, Duration lease,
		boolean failFast) {

	/**
	 * The namespace of an application that sets none.
	 */
	public static final String DEFAULT_NAMESPACE = "default";

	/**
	 * How long calls wait unless told otherwise.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * How large items and values may be unless told otherwise.
	 */
	public static final DataSize DEFAULT_MAX_VALUE_SIZE = DataSize.ofKilobytes(256);

	/**
	 * How long leases last unless told otherwise.
	 */
	public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

	/** A pause of the garbage collector must not cost a lease. */
	private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

	/** Redis serves nobody else while it moves a value. */
	private static final DataSize LARGEST_VALUE_SIZE = DataSize.ofMegabytes(64);

	/** Replies to resends are kept longer than that. */
	private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

	/**
	 * The default namespace and timeout.
	 */
	public static final RedisSettings DEFAULT = new RedisSettings(DEFAULT_NAMESPACE, DEFAULT_TIMEOUT);

	/**
	 * Create settings.
	 */
	public RedisSettings {
		Assert.hasText(namespace, "sync.redis.namespace must not be empty");
		if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"sync.redis.timeout must be positive and at most %s: %s".formatted(LONGEST_TIMEOUT, timeout));
		}
		if (lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new IllegalArgumentException(
					"sync.redis.lease must be at least %s: %s".formatted(SHORTEST_LEASE, lease));
		}
		if (maxValueSize.toBytes() <= 0 || maxValueSize.compareTo(LARGEST_VALUE_SIZE) > 0) {
			throw new IllegalArgumentException("sync.redis.max-value-size must be positive and at most %s: %s"
				.formatted(LARGEST_VALUE_SIZE, maxValueSize));
		}
	}

	/**
	 * Create settings with the default lease, which want Redis to be there.
	 * @param namespace what separates primitives from those of others on the same Redis
	 * @param timeout how long a call is repeated
	 * @param maxValueSize how large the stored form of an item or a value may be
	 */
	public RedisSettings(String namespace, Duration timeout, DataSize maxValueSize) {
		this(namespace, timeout, maxValueSize, DEFAULT_LEASE, true);
	}

	/**
	 * Create settings with the default size of values, which want Redis to be there.
	 * @param namespace what separates primitives from those of others on the same Redis
	 * @param timeout how long a call is repeated
	 */
	public RedisSettings(String namespace, Duration timeout) {
		this(namespace, timeout, DEFAULT_MAX_VALUE_SIZE);
	}

	/**
	 * Return a key of the namespace for what concerns no primitive. Nothing is stored
	 * under it.
	 */
	byte[] serverKey() {
		return Keys.server(this.namespace);
	}

	/**
	 * Return these settings with another lease.
	 * @param lease how long an item stays with a listener that is not heard of any more
	 * @return the settings
	 */
	public RedisSettings withLease(Duration lease) {
		return new RedisSettings(this.namespace, this.timeout, this.maxValueSize, lease, this.failFast);
	}

}
