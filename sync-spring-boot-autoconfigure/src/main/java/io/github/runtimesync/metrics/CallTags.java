/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The values of tags that tell how a call ended, the same for observations and timers.
 */
final class CallTags {

	private CallTags() {
	}

	static String result(@Nullable Throwable failure) {
		return (failure != null) ? "failure" : "success";
	}

	static String exception(@Nullable Throwable failure) {
		if (failure == null) {
			return "none";
		}
		String name = failure.getClass().getSimpleName();
		return name.isEmpty() ? failure.getClass().getName() : name;
	}

}
