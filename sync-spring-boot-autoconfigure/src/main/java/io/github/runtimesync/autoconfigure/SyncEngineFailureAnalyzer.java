/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.runtimesync.engine.SyncEngineException;

/**
 * Says what to change when an engine cannot work as the application is set up.
 */
class SyncEngineFailureAnalyzer extends AbstractFailureAnalyzer<SyncEngineException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SyncEngineException cause) {
		return new FailureAnalysis(cause.getProblem() + ".", cause.getAction() + ".", cause);
	}

}
