/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.listener.SyncListenerRun;
import io.github.runtimesync.listener.SyncListenerRun.Outcome;

/**
 * Assertions for what became of a listener's call. A failure has the exception of the
 * listener as its cause.
 */
public final class SyncListenerRunAssert extends AbstractAssert<SyncListenerRunAssert, SyncListenerRun> {

	SyncListenerRunAssert(@Nullable SyncListenerRun actual) {
		super(actual, SyncListenerRunAssert.class);
	}

	/**
	 * Check that the listener processed what it was given.
	 * @return these assertions
	 */
	public SyncListenerRunAssert isProcessed() {
		return has(Outcome.PROCESSED);
	}

	/**
	 * Check that the listener failed, and there will be another attempt.
	 * @return these assertions
	 */
	public SyncListenerRunAssert willRetry() {
		return has(Outcome.WILL_RETRY);
	}

	/**
	 * Check that there is no further attempt, and a dead letter.
	 * @return these assertions
	 */
	public SyncListenerRunAssert isDeadLettered() {
		return has(Outcome.DEAD_LETTERED);
	}

	/**
	 * Check that there was nothing to do.
	 * @return these assertions
	 */
	public SyncListenerRunAssert hadNothingToDo() {
		return has(Outcome.NOTHING);
	}

	/**
	 * Check why the listener failed.
	 * @param expected the class of the exception, or one above it
	 * @return these assertions
	 */
	public SyncListenerRunAssert failedWith(Class<? extends Throwable> expected) {
		isNotNull();
		return check(expected.isInstance(this.actual.cause()), expected.getName());
	}

	private SyncListenerRunAssert has(Outcome expected) {
		isNotNull();
		return check(this.actual.outcome() == expected, expected.name());
	}

	private SyncListenerRunAssert check(boolean holds, String expected) {
		if (!holds) {
			AssertionError failure = failure("%s", "Expected %s. %s".formatted(expected, this.actual));
			if (this.actual.cause() != null) {
				failure.initCause(this.actual.cause());
			}
			throw failure;
		}
		return this;
	}

}
