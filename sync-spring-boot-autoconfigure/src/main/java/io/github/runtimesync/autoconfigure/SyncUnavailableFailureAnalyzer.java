/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.runtimesync.SyncUnavailableException;

/**
 * Says what to do when the start itself needs a primitive that cannot be reached.
 */
class SyncUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<SyncUnavailableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SyncUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Start Redis, or ask the registry for the primitive when it is needed rather than at the start.",
				cause);
	}

}
