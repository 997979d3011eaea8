/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncShared;

/**
 * Assertions for a {@link SyncShared}.
 *
 * @param <T> the type of the value
 */
public final class SyncSharedAssert<T extends @Nullable Object>
		extends AbstractAssert<SyncSharedAssert<T>, SyncShared<T>> {

	SyncSharedAssert(@Nullable SyncShared<T> actual) {
		super(actual, SyncSharedAssert.class);
	}

	/**
	 * Check the value.
	 * @param expected the value, compared by {@code equals}
	 * @return these assertions
	 */
	public SyncSharedAssert<T> hasValue(T expected) {
		isNotNull();
		T value = this.actual.get();
		return check(Objects.equals(value, expected), "to have value <%s>".formatted(expected));
	}

	/**
	 * Check how often the variable was changed. Under {@link SyncTest} the changes of
	 * earlier tests count, and so does resetting it.
	 * @param expected the version
	 * @return these assertions
	 */
	public SyncSharedAssert<T> hasVersion(long expected) {
		isNotNull();
		return check(this.actual.version() == expected, "to have version " + expected);
	}

	private SyncSharedAssert<T> check(boolean holds, String expectation) {
		if (!holds) {
			failWithMessage("%s",
					"Expected %s %s, but it has value <%s> and version %d".formatted(
							SyncKind.SHARED.describe(this.actual.name()), expectation, this.actual.get(),
							this.actual.version()));
		}
		return this;
	}

}
