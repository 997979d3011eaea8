/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;

/**
 * Assertions for a {@link SyncAtomic}.
 */
public final class SyncAtomicAssert extends AbstractAssert<SyncAtomicAssert, SyncAtomic> {

	SyncAtomicAssert(@Nullable SyncAtomic actual) {
		super(actual, SyncAtomicAssert.class);
	}

	/**
	 * Check the value.
	 * @param expected the value
	 * @return these assertions
	 */
	public SyncAtomicAssert hasValue(long expected) {
		isNotNull();
		long value = this.actual.get();
		if (value != expected) {
			failWithMessage("%s", "Expected %s to have value %d, but it has %d"
				.formatted(SyncKind.ATOMIC.describe(this.actual.name()), expected, value));
		}
		return this;
	}

}
