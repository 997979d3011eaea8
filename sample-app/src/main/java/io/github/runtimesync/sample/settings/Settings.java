/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.settings;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;

/**
 * The value of the shared variable {@code settings}.
 *
 * @param paused whether work on jobs stands still
 * @param delayMillis how long each job takes at least, so that a person can watch
 */
public record Settings(boolean paused, long delayMillis) {

	private static final String NAME = "settings";

	private static final Settings INITIAL = new Settings(false, 200);

	/** The longest delay. */
	public static final long MAX_DELAY_MILLIS = 10_000;

	public Settings {
		Assert.isTrue(delayMillis >= 0 && delayMillis <= MAX_DELAY_MILLIS,
				() -> "'delayMillis' must be from 0 to " + MAX_DELAY_MILLIS + ", not " + delayMillis);
	}

	/**
	 * Return the shared variable. It declares its type, which an engine needs that writes
	 * values down.
	 * @param registry the registry that has it
	 * @return the shared variable {@code settings}
	 */
	public static SyncShared<Settings> in(SyncRegistry registry) {
		return registry.shared(NAME, ParameterizedTypeReference.forType(Settings.class), INITIAL);
	}

}
