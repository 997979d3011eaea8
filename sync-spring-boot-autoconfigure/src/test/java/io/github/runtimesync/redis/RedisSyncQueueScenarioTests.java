/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueueScenarioContract;

/**
 * Holds the Redis engine to {@link SyncQueueScenarioContract}.
 */
class RedisSyncQueueScenarioTests extends SyncQueueScenarioContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected int rounds(int rounds) {
		// One after the other, each of them a round trip that may be slow
		return Math.min(TestRedis.rounds(rounds), 2_000);
	}

}
