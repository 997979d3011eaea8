/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for the meters.
 */
@ConfigurationProperties("sync.metrics")
public class SyncMetricsProperties {

	/**
	 * Whether primitives get meters.
	 */
	private boolean enabled = true;

	/**
	 * Number of primitives of a kind that get meters. Each makes several time series.
	 * Declared primitives come first.
	 */
	private int maxNames = 1_000;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMaxNames() {
		return this.maxNames;
	}

	public void setMaxNames(int maxNames) {
		this.maxNames = maxNames;
	}

}
