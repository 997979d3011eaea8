/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for web applications.
 */
@ConfigurationProperties("sync.web")
public class SyncWebProperties {

	private final ProblemDetails problemDetails = new ProblemDetails();

	/**
	 * Time after which clients are told to try again when a queue was full. Rounded up to
	 * seconds; zero gives no advice.
	 */
	private Duration retryAfter = Duration.ofSeconds(2);

	/**
	 * Time after which clients are told to try again when a queue was closed, mostly
	 * because the application shuts down. Rounded up to seconds; zero gives no advice.
	 */
	private Duration retryAfterClosed = Duration.ofSeconds(10);

	public ProblemDetails getProblemDetails() {
		return this.problemDetails;
	}

	public Duration getRetryAfter() {
		return this.retryAfter;
	}

	public void setRetryAfter(Duration retryAfter) {
		this.retryAfter = retryAfter;
	}

	public Duration getRetryAfterClosed() {
		return this.retryAfterClosed;
	}

	public void setRetryAfterClosed(Duration retryAfterClosed) {
		this.retryAfterClosed = retryAfterClosed;
	}

	/**
	 * Problem details.
	 */
	public static class ProblemDetails {

		/**
		 * Whether a full or closed queue that a handler runs into is answered with 503
		 * and a problem detail, unless the application handles it.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
