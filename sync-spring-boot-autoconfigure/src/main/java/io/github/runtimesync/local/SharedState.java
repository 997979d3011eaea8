/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One value of a shared variable, and a link to the one that replaced it. Everything but
 * the link is immutable; the link is set once, by the thread whose compare-and-set
 * replaced this state.
 */
final class SharedState<T extends @Nullable Object> {

	private final T value;

	private final long version;

	private final long changedMillis;

	private volatile @Nullable SharedState<T> next;

	SharedState(T value, long version, long changedMillis) {
		this.value = value;
		this.version = version;
		this.changedMillis = changedMillis;
	}

	T value() {
		return this.value;
	}

	long version() {
		return this.version;
	}

	long changedMillis() {
		return this.changedMillis;
	}

	boolean holds(T expected) {
		return Objects.equals(this.value, expected);
	}

	void link(SharedState<T> next) {
		this.next = next;
	}

	@Nullable SharedState<T> next() {
		return this.next;
	}

}
