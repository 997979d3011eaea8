/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for the health of queues.
 * Nothing is checked unless a threshold is set.
 */
@ConfigurationProperties("sync.health")
public class SyncHealthProperties {

	/**
	 * Part of its bound that a bounded queue may fill, from 0 to 1, before the
	 * application is out of service.
	 */
	private @Nullable Double maxFill;

	/**
	 * Number of items that may be queued before the application is out of service.
	 */
	private @Nullable Integer maxSize;

	/**
	 * How long an item may be queued before the application is out of service.
	 */
	private @Nullable Duration maxAge;

	/**
	 * Thresholds by the name of a queue, which win over those for all.
	 */
	private final Map<String, Queue> queues = new LinkedHashMap<>();

	public @Nullable Double getMaxFill() {
		return this.maxFill;
	}

	public void setMaxFill(@Nullable Double maxFill) {
		this.maxFill = maxFill;
	}

	public @Nullable Integer getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(@Nullable Integer maxSize) {
		this.maxSize = maxSize;
	}

	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

	public Map<String, Queue> getQueues() {
		return this.queues;
	}

	/**
	 * Thresholds of a queue.
	 */
	public static class Queue {

		/**
		 * Part of its bound that the queue may fill, from 0 to 1.
		 */
		private @Nullable Double maxFill;

		/**
		 * Number of items that may be queued.
		 */
		private @Nullable Integer maxSize;

		/**
		 * How long an item may be queued.
		 */
		private @Nullable Duration maxAge;

		public @Nullable Double getMaxFill() {
			return this.maxFill;
		}

		public void setMaxFill(@Nullable Double maxFill) {
			this.maxFill = maxFill;
		}

		public @Nullable Integer getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable Integer maxSize) {
			this.maxSize = maxSize;
		}

		public @Nullable Duration getMaxAge() {
			return this.maxAge;
		}

		public void setMaxAge(@Nullable Duration maxAge) {
			this.maxAge = maxAge;
		}

	}

}
