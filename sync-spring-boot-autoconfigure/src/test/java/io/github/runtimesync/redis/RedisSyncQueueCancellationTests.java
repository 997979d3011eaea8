/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueueCancellationContract;

/**
 * Holds the Redis engine to {@link SyncQueueCancellationContract}.
 */
class RedisSyncQueueCancellationTests extends SyncQueueCancellationContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected int rounds(int rounds) {
		return TestRedis.rounds(rounds);
	}

	@Override
	protected boolean endsPutsAtOnce() {
		return false;
	}

}
