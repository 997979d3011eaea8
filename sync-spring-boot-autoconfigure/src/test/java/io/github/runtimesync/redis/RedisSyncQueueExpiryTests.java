/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueueExpiryContract;

/**
 * Holds the Redis engine to {@link SyncQueueExpiryContract}.
 */
class RedisSyncQueueExpiryTests extends SyncQueueExpiryContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected int rounds(int rounds) {
		return TestRedis.rounds(rounds);
	}

}
