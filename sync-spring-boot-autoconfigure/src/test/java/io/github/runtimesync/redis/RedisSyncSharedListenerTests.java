/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncSharedListenerContract;

/**
 * Holds the Redis engine to {@link SyncSharedListenerContract}.
 */
class RedisSyncSharedListenerTests extends SyncSharedListenerContract {

	@Override
	protected SyncRegistry registry() {
		return TestRedis.registry();
	}

	@Override
	protected int rounds(int rounds) {
		return Math.max(1, rounds / 100);
	}

	@Override
	protected boolean deliversEveryVersion() {
		return false;
	}

}
