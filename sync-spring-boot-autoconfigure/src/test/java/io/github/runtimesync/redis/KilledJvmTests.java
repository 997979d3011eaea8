/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left when a JVM is killed: a real one, with {@code SIGKILL}.
 */
@Timeout(300)
class KilledJvmTests {

	private final RedisSettings settings = TestRedis.settings();

	private final DefaultSyncRegistry registry = TestRedis.registry(this.settings);

	private Process process;

	@AfterEach
	void close() {
		if (this.process != null) {
			this.process.destroyForcibly();
		}
		this.registry.close();
	}

	@Test
	@DisplayName("What a killed JVM had counted stays, a timed wait ends, and another JVM can count it down; an item that it had taken is gone")
	void countStays() throws Exception {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.put("in hand");
		queue.put("queued");
		this.process = start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		assertThat(output.lines().anyMatch(CountingJvm.COUNTED::equals)).as("the other JVM has counted").isTrue();
		this.process.destroyForcibly();
		assertThat(this.process.waitFor()).isNotZero();
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(group.await(Duration.ofMillis(50))).isFalse();
		assertThat(group.count()).isEqualTo(2);
		assertThat(this.registry.atomic("a").get()).isEqualTo(7);
		SyncShared<String> shared = this.registry.shared("s", "unset");
		assertThat(shared.get()).isEqualTo("set by the other JVM");
		group.add(-2);
		assertThat(group.await(Duration.ZERO)).isTrue();
		assertThat(queue.poll()).isEqualTo("queued");
		assertThat(queue.poll()).isNull();
	}

	private Process start() throws IOException {
		return ChildJvm.command(CountingJvm.class, "" + TestRedis.server().port(), this.settings.namespace())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

}
