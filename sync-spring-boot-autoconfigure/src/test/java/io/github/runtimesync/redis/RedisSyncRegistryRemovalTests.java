/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncRegistryRemovalContract;

/**
 * Holds the Redis engine to {@link SyncRegistryRemovalContract}.
 */
class RedisSyncRegistryRemovalTests extends SyncRegistryRemovalContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected int rounds(int rounds) {
		return TestRedis.rounds(rounds);
	}

	@Override
	protected boolean removalKeepsItems() {
		return false;
	}

	@Override
	protected boolean removedHandlesWorkOn() {
		return false;
	}

}
