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

import io.github.runtimesync.SyncQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis has taken items off a queue, and the reply that brings them gets lost.
 */
@Timeout(60)
class RedisLostTakeTests {

	private static final Script TAKE = Script.ofTaking("queue-take");

	private final Faults faults = Faults.durable();

	private final SyncQueue<String> queue = this.faults.one().queue("q");

	@BeforeEach
	void fill() {
		SyncQueue<String> same = this.faults.direct().queue("q");
		List.of("first", "a", "b", "c", "d").forEach(same::add);
		// The reply that gets lost must not be the one that asks for the text of the
		// script.
		assertThat(this.queue.poll()).isEqualTo("first");
	}

	@AfterEach
	void close() {
		this.faults.close();
	}

	@Test
	@DisplayName("Whoever takes an item gets that very item, and the next one gets the next")
	void sameItem() throws InterruptedException {
		loseTake();
		assertThat(this.queue.get()).isEqualTo("a");
		assertThat(this.faults.proxy().dropped()).isOne();
		loseTake();
		assertThat(this.queue.poll()).isEqualTo("b");
		assertThat(this.faults.proxy().dropped()).isEqualTo(2);
		loseTake();
		assertThat(this.queue.poll(Duration.ofMinutes(1))).isEqualTo("c");
		assertThat(this.faults.proxy().dropped()).isEqualTo(3);
		assertThat(this.queue.get()).isEqualTo("d");
		assertEmpty();
	}

	@Test
	@DisplayName("Whoever takes several items gets all of them, in their order")
	void sameItems() {
		List<String> items = new ArrayList<>();
		loseTake();
		assertThat(this.queue.drainTo(items, 3)).isEqualTo(3);
		assertThat(this.faults.proxy().dropped()).isOne();
		assertThat(items).containsExactly("a", "b", "c");
		assertThat(this.queue.poll()).isEqualTo("d");
		assertEmpty();
	}

	private void loseTake() {
		this.faults.loseReplyTo(TAKE.sha1());
	}

	private void assertEmpty() {
		assertThat(this.queue.poll()).isNull();
		assertThat(this.queue.size()).isZero();
		assertThat(this.faults.direct().queue("q").poll()).isNull();
	}

}
