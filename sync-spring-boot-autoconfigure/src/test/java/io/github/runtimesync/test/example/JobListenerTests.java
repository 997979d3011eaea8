/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test.example;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.test.SyncListenerRunner;
import io.github.runtimesync.test.SyncTest;
import io.github.runtimesync.test.SyncTest.Listeners;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = JobListener.class)
@SyncTest(listeners = Listeners.MANUAL)
class JobListenerTests {

	@Autowired
	SyncRegistry registry;

	@Autowired
	SyncListenerRunner runner;

	@Test
	void failedJobIsTriedAgain() {
		this.registry.queue("jobs").add("later");
		assertThat(this.runner.runNext("jobs")).willRetry().failedWith(IllegalStateException.class);
		assertThat(this.runner.runNext("jobs")).isProcessed();
		assertThat(this.runner.runNext("jobs")).hadNothingToDo();
	}

	@Test
	void hopelessJobBecomesDeadLetter() {
		this.registry.queue("jobs").add("poison");
		this.registry.queue("jobs").add("fine");
		assertThat(this.runner.runAll("jobs")).hasSize(3);
		assertThat(this.registry.queue("jobs.dead")).hasSize(1);
	}

}
