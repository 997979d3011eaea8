/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.engine.EngineWaitGroup;

/**
 * Assertions for a {@link SyncWaitGroup}.
 */
public final class SyncWaitGroupAssert extends AbstractAssert<SyncWaitGroupAssert, SyncWaitGroup> {

	SyncWaitGroupAssert(@Nullable SyncWaitGroup actual) {
		super(actual, SyncWaitGroupAssert.class);
	}

	/**
	 * Check that no task is outstanding.
	 * @return these assertions
	 */
	public SyncWaitGroupAssert isZero() {
		return hasCount(0);
	}

	/**
	 * Check the number of outstanding tasks.
	 * @param expected the count
	 * @return these assertions
	 */
	public SyncWaitGroupAssert hasCount(long expected) {
		isNotNull();
		return check(this.actual.count() == expected, "to have count " + expected);
	}

	/**
	 * Check how many callers wait for zero, threads and futures alike.
	 * @param expected the number of callers
	 * @return these assertions
	 */
	public SyncWaitGroupAssert hasWaiters(int expected) {
		isNotNull();
		return check(waiters() == expected, "to have %d waiters".formatted(expected));
	}

	private int waiters() {
		if (this.actual instanceof EngineWaitGroup group) {
			return group.snapshot().waiters();
		}
		throw new AssertionError("Nothing is known about the waiters of a " + this.actual.getClass().getName());
	}

	private SyncWaitGroupAssert check(boolean holds, String expectation) {
		if (!holds) {
			failWithMessage("%s",
					"Expected %s %s, but it has count %d and %s waiters".formatted(
							SyncKind.WAIT_GROUP.describe(this.actual.name()), expectation, this.actual.count(),
							(this.actual instanceof EngineWaitGroup group) ? group.snapshot().waiters() : "unknown"));
		}
		return this;
	}

}
