/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.SyncQueueExpiryContract;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the local engine to {@link SyncQueueExpiryContract}.
 */
class LocalSyncQueueExpiryTests extends SyncQueueExpiryContract {

	@Override
	protected SyncRegistry registry() {
		return LocalSyncRegistry.create();
	}

	@Test
	@DisplayName("An expired item frees its room at once: whoever does not wait gets the item of a waiting putter")
	void roomAtOnce() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("old", PutOptions.defaults().timeToLive(Duration.ofMillis(50)));
		Task<Void> putter = this.threads.run("putter", () -> queue.put("new"));
		TestThreads.eventually().until(() -> ((EngineQueue<?>) queue).snapshot().blockedPutters() == 1);
		long start = System.nanoTime();
		TestThreads.eventually().until(() -> System.nanoTime() - start > 50_000_000);
		assertThat(queue.poll()).isEqualTo("new");
		putter.result();
	}

}
