/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

/**
 * The count and the round of a wait group in one {@code long}: the round in the upper
 * half, the count in the lower.
 */
final class GroupState {

	private GroupState() {
	}

	static long of(int round, int count) {
		return ((long) round << Integer.SIZE) | count;
	}

	static int round(long state) {
		return (int) (state >>> Integer.SIZE);
	}

	static int count(long state) {
		return (int) state;
	}

}
