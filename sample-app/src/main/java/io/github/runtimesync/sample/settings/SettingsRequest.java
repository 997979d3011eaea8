/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The body of {@code PUT /settings}, which replaces all of the settings.
 *
 * @param paused whether work on jobs stands still
 * @param delayMillis how long each job takes at least
 */
record SettingsRequest(@Nullable Boolean paused, @Nullable Long delayMillis) {

	Settings toSettings() {
		Assert.notNull(this.paused, "'paused' is missing");
		Assert.notNull(this.delayMillis, "'delayMillis' is missing");
		return new Settings(this.paused, this.delayMillis);
	}

}
