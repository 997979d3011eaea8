/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

import io.github.runtimesync.listener.SyncListenerDefinitionException;

/**
 * Says what to change when a listener cannot work as it is written.
 */
class SyncListenerDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<SyncListenerDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SyncListenerDefinitionException cause) {
		return new FailureAnalysis(cause.getProblem() + ".", StringUtils.capitalize(cause.getAction()) + ".", cause);
	}

}
