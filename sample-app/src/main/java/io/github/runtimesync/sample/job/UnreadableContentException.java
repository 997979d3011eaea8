/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import org.jspecify.annotations.Nullable;

/**
 * A content that is not what its sender declared. Another attempt makes no sense.
 */
class UnreadableContentException extends Exception {

	UnreadableContentException(@Nullable String charset, Throwable cause) {
		super("The content is not " + charset + ", which the request declared.", cause);
	}

}
