/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test.example;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.local.LocalSyncRegistry;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

class WorkerTests {

	@Test
	void workerEndsWithItsQueue() throws InterruptedException {
		try (DefaultSyncRegistry registry = LocalSyncRegistry.create()) {
			SyncQueue<String> jobs = registry.queue("jobs");
			jobs.add("one");
			jobs.close();
			List<String> done = new ArrayList<>();
			jobs.forEach(done::add);
			assertThat(done).containsExactly("one");
			assertThat(jobs).isClosed().isEmpty();
		}
	}

}
