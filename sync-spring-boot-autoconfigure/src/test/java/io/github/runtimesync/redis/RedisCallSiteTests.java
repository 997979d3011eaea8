/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.contract.CallSiteContract;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;

/**
 * Holds the Redis engine to {@link CallSiteContract}.
 */
class RedisCallSiteTests extends CallSiteContract {

	@Override
	protected DefaultSyncRegistry registry(RegistrySettings settings) {
		return TestRedis.registry(settings);
	}

	@Override
	protected int rounds(int rounds) {
		return TestRedis.rounds(rounds);
	}

}
