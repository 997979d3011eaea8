/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncRegistryDefinitionContract;

/**
 * Holds the Redis engine to {@link SyncRegistryDefinitionContract}.
 */
class RedisSyncRegistryDefinitionTests extends SyncRegistryDefinitionContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected boolean keepsItems() {
		return false;
	}

	@Override
	protected int rounds(int rounds) {
		return TestRedis.rounds(rounds);
	}

}
