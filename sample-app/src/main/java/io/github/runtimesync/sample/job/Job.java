/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import org.jspecify.annotations.Nullable;

/**
 * A job as it travels through the queue. It carries everything that a worker needs, so
 * that a worker could just as well be in another process.
 *
 * @param id its identifier, not guessable
 * @param number its number in the order of arrival, for people
 * @param name the name of the file or text, for people
 * @param content what to work on
 * @param charset the name of the charset that the sender declared, if any
 * @param failures how many attempts at it fail because its sender wants to see that
 */
record Job(String id, long number, String name, byte[] content, @Nullable String charset, int failures) {

	/** The value of {@link #failures} of a job that never succeeds. */
	static final int ALWAYS_FAILS = Integer.MAX_VALUE;

}
