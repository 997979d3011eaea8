/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.settings;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.sample.web.BadRequestException;

/**
 * Reads and replaces the shared variable {@code settings}.
 */
@RestController
@RequestMapping("/settings")
class SettingsController {

	private final SyncShared<Settings> settings;

	SettingsController(SyncRegistry registry) {
		this.settings = Settings.in(registry);
	}

	@GetMapping
	Settings get() {
		return this.settings.get();
	}

	@PutMapping
	Settings put(@RequestBody SettingsRequest request) {
		Settings replacement = BadRequestException.unlessValid(request::toSettings);
		this.settings.set(replacement);
		return replacement;
	}

}
