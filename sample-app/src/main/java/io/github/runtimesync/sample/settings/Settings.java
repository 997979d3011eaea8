/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.settings;

import org.springframework.util.Assert;

/**
 * The value of the shared variable {@code settings}.
 *
 * @param paused whether work on jobs stands still
 * @param delayMillis how long each job takes at least, so that a person can watch
 */
public record Settings(boolean paused, long delayMillis) {

	/** The name of the shared variable. */
	public static final String NAME = "settings";

	/** The value with which the application starts. */
	public static final Settings INITIAL = new Settings(false, 200);

	/** The longest delay. */
	public static final long MAX_DELAY_MILLIS = 10_000;

	public Settings {
		Assert.isTrue(delayMillis >= 0 && delayMillis <= MAX_DELAY_MILLIS,
				() -> "'delayMillis' must be from 0 to " + MAX_DELAY_MILLIS + ", not " + delayMillis);
	}

}
