/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.runtimesync.SyncDefinitionException;

/**
 * Says what to change when two places of an application define a primitive differently,
 * or one asks for a name that is not declared.
 */
class SyncDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<SyncDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SyncDefinitionException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Set '%s' in your configuration and let the code ask for the same, or for no definition at all."
					.formatted(cause.getProperty()),
				cause);
	}

}
