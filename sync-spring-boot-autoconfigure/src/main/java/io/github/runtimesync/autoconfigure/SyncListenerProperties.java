/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.runtimesync.listener.SyncListenerOptions;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for all listeners and for
 * single ones.
 */
@ConfigurationProperties("sync.listener")
public class SyncListenerProperties extends SyncListenerOptions {

	/**
	 * Options of single listeners by id. They win over the annotation.
	 */
	private final Map<String, SyncListenerOptions> byId = new LinkedHashMap<>();

	public Map<String, SyncListenerOptions> getById() {
		return this.byId;
	}

}
