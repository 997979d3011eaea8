/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.junit.jupiter.api.AfterEach;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * What tests of primitives on Redis begin with: two registries with the same settings,
 * which stand for two JVMs, in a namespace that no other test has, and threads that end
 * with the test. For two JVMs to which something happens there are {@link Faults}.
 */
abstract class TwoJvms {

	protected final RedisSettings settings = TestRedis.settings();

	protected final DefaultSyncRegistry one = TestRedis.registry(this.settings);

	protected final DefaultSyncRegistry other = TestRedis.registry(this.settings);

	protected final TestThreads threads = new TestThreads();

	@AfterEach
	void closeBoth() {
		this.threads.close();
		this.one.close();
		this.other.close();
	}

}
