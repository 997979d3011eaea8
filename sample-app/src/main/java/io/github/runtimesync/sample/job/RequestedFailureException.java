/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

/**
 * An attempt at a job that failed because its sender wanted to see that. It stands for
 * what goes wrong outside of an application and may be better the next time.
 */
class RequestedFailureException extends Exception {

	RequestedFailureException(int attempt, int failures) {
		super((failures != Job.ALWAYS_FAILS) ? "Failure %d of %d that were asked for.".formatted(attempt, failures)
				: "Failure %d of a job that always fails.".formatted(attempt));
	}

}
