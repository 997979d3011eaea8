/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A caller wants more items than one script takes, and the second script fails: Redis
 * refuses it, since one of the keys that it needs is of another type.
 */
@Timeout(60)
class RedisPartialTakeTests {

	private static final int FIRST = 16;

	private static final String LARGE = "x".repeat(70_000);

	private final RedisSettings settings = TestRedis.settings();

	private final DefaultSyncRegistry registry = RedisSyncRegistry.create(TestRedis.factory(), this.settings);

	private final EngineQueue<String> queue = (EngineQueue<String>) this.registry.queue("q", String.class);

	private final String keysOfItems = Keys.text(new Keys(this.settings.namespace(), SyncKind.QUEUE, "q").key("qk"));

	@BeforeEach
	void fill() throws InterruptedException {
		for (int i = 0; i < FIRST; i++) {
			this.queue.put(i + LARGE);
		}
		this.queue.put("keyed", PutOptions.defaults().key("k"));
		TestRedis.server().run("DEL", this.keysOfItems);
		TestRedis.server().run("SET", this.keysOfItems, "of another type");
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	@DisplayName("drainTo has handed out what was taken before")
	void drainTo() {
		List<String> target = new ArrayList<>();
		assertThatException().isThrownBy(() -> this.queue.drainTo(target, 100));
		assertThat(target).hasSize(FIRST);
	}

	@Test
	@DisplayName("closeNow puts back what was taken before, delayed items to when they are due")
	void closeNow() throws InterruptedException {
		this.queue.put("late", PutOptions.defaults().delay(Duration.ofHours(1)));
		assertThatException().isThrownBy(this.queue::closeNow);
		TestRedis.server().run("DEL", this.keysOfItems);
		assertThat(this.queue.closeNow()).hasSize(FIRST + 1).first().asString().startsWith("0");
	}

	@Test
	@DisplayName("Delayed items that are given back are delayed still")
	void delayed() throws InterruptedException {
		TestRedis.server().run("DEL", this.keysOfItems);
		this.queue.clear();
		this.queue.put("late", PutOptions.defaults().delay(Duration.ofHours(1)));
		QueueControl control = ((RedisQueue<String>) this.queue).core.control();
		List<byte[]> taken = control.takeDelayed();
		assertThat(taken).hasSize(1);
		assertThat(this.queue.snapshot().delayed()).isZero();
		control.giveBack(taken);
		assertThat(this.queue.poll()).isNull();
		assertThat(this.queue.snapshot().delayed()).isEqualTo(1);
		assertThat(this.queue.clear()).isEqualTo(1);
	}

}
