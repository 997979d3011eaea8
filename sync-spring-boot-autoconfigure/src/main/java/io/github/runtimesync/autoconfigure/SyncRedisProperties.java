/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.github.runtimesync.redis.RedisSettings;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for the Redis engine. Where
 * Redis is, is said by {@code spring.data.redis}.
 */
@ConfigurationProperties("sync.redis")
public class SyncRedisProperties {

	/**
	 * Name that separates the primitives of this application from those of others on the
	 * same Redis. The same in every JVM of the application. If not set,
	 * spring.application.name.
	 */
	private @Nullable String namespace;

	/**
	 * How long a call is repeated, and its caller waits, while Redis does not answer.
	 */
	private Duration timeout = RedisSettings.DEFAULT_TIMEOUT;

	/**
	 * How large the stored form of an item or of a value may be.
	 */
	private DataSize maxValueSize = RedisSettings.DEFAULT_MAX_VALUE_SIZE;

	/**
	 * How long an item stays with a listener that is not heard of any more, before
	 * another one gets it.
	 */
	private Duration lease = RedisSettings.DEFAULT_LEASE;

	/**
	 * Whether the application does not start if Redis is not there.
	 */
	private boolean failFast = true;

	public @Nullable String getNamespace() {
		return this.namespace;
	}

	public void setNamespace(@Nullable String namespace) {
		this.namespace = namespace;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public DataSize getMaxValueSize() {
		return this.maxValueSize;
	}

	public void setMaxValueSize(DataSize maxValueSize) {
		this.maxValueSize = maxValueSize;
	}

	public Duration getLease() {
		return this.lease;
	}

	public void setLease(Duration lease) {
		this.lease = lease;
	}

	public boolean isFailFast() {
		return this.failFast;
	}

	public void setFailFast(boolean failFast) {
		this.failFast = failFast;
	}

}
