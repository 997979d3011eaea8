/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.List;

/**
 * One page of the primitives of a kind, ordered by name.
 *
 * @param kind the kind
 * @param total how many primitives of the kind exist, whatever the filter
 * @param offset how many matching primitives come before this page
 * @param items the primitives on this page
 * @param hasMore whether matching primitives come after this page
 */
public record SyncSnapshotPage(SyncKind kind, int total, int offset, List<SyncSnapshot> items, boolean hasMore) {

	/**
	 * Create a page that nobody can change.
	 */
	public SyncSnapshotPage {
		items = List.copyOf(items);
	}

}
