/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

/**
 * Tests for {@link JobStore} with a {@link LocalJobTable}.
 */
class LocalJobStoreTests extends AbstractJobStoreTests {

	@Override
	JobTable table() {
		return new LocalJobTable(PROPERTIES);
	}

}
