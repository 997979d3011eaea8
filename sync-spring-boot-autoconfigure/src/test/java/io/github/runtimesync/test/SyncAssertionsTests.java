/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.local.LocalSyncRegistry;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the assertions accept, and what they say when they do not.
 */
class SyncAssertionsTests {

	private final DefaultSyncRegistry registry = LocalSyncRegistry.create();

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	@DisplayName("Assertions for a queue look and take nothing")
	void queue() {
		SyncQueue<String> queue = this.registry.queue("jobs", String.class, 2);
		assertThat(queue).isEmpty().isOpen().hasSize(0).containsExactly();
		queue.add("a");
		queue.add("b");
		assertThat(queue).hasSize(2).isFull().containsExactly("a", "b").containsExactly("a", "b");
		queue.pause();
		assertThat(queue).isPaused().containsExactly("a", "b");
		queue.close();
		assertThat(queue).isClosed().hasSize(2);
	}

	@Test
	@DisplayName("What fails for a queue is said with its name and state")
	void queueFails() {
		SyncQueue<String> queue = this.registry.queue("jobs", String.class, 2);
		queue.add("a");
		fails(() -> assertThat(queue).hasSize(2),
				"Expected queue \"jobs\" to have size 2, but it has 1 items (at most 2) and is open");
		fails(() -> assertThat(queue).isEmpty(), "to be empty");
		fails(() -> assertThat(queue).isFull(), "to be full");
		fails(() -> assertThat(queue).isClosed(), "to be closed");
		fails(() -> assertThat(queue).isPaused(), "to be paused");
		fails(() -> assertThat(queue).containsExactly("b"), "to contain exactly [b] and not [a]");
		queue.close();
		fails(() -> assertThat(queue).isOpen(), "is closed");
		fails(() -> assertThat(this.registry.queue("free")).isFull(), "no bound");
		fails(() -> assertThat((SyncQueue<String>) null).isOpen(), "not to be null");
	}

	@Test
	@DisplayName("Assertions for a counter")
	void atomic() {
		this.registry.atomic("hits").add(3);
		assertThat(this.registry.atomic("hits")).hasValue(3);
		fails(() -> assertThat(this.registry.atomic("hits")).hasValue(4),
				"Expected atomic \"hits\" to have value 4, but it has 3");
	}

	@Test
	@DisplayName("Assertions for a wait group")
	void waitGroup() {
		SyncWaitGroup group = this.registry.waitGroup("tasks");
		assertThat(group).isZero().hasWaiters(0);
		group.add(2);
		group.whenZero();
		assertThat(group).hasCount(2).hasWaiters(1);
		fails(() -> assertThat(group).isZero(),
				"Expected wait group \"tasks\" to have count 0, but it has count 2 and 1 waiters");
		fails(() -> assertThat(group).hasWaiters(2), "to have 2 waiters");
	}

	@Test
	@DisplayName("Assertions for a shared variable")
	void shared() {
		SyncShared<String> mode = this.registry.shared("mode", "fast");
		assertThat(mode).hasValue("fast").hasVersion(0);
		mode.set("100%");
		assertThat(mode).hasValue("100%").hasVersion(1);
		fails(() -> assertThat(mode).hasValue("fast"),
				"Expected shared variable \"mode\" to have value <fast>, but it has value <100%> and version 1");
		fails(() -> assertThat(mode).hasVersion(0), "to have version 0");
	}

	private static void fails(Runnable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run).withMessageContaining(message);
	}

}
