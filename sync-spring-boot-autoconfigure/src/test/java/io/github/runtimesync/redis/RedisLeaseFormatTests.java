/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pins what {@code docs/redis-format.md} promises about leases, as
 * {@link RedisFormatTests} does about queues. Do not adapt a test that fails here either.
 */
@Timeout(60)
class RedisLeaseFormatTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final RedisSettings settings = TestRedis.settings();

	private final StoredKeys stored = new StoredKeys(this.settings);

	private final DefaultSyncRegistry registry = TestRedis.registry(this.settings);

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	@DisplayName("An item on lease is under a token, with how often it was delivered, beside when the lease runs out")
	void lease() throws InterruptedException {
		EngineQueue<String> queue = queue();
		queue.put("a");
		Lease<String> lease = queue.leases().poll(PATIENCE);
		Map<String, String> items = this.stored.hash("queues:q", "li");
		assertThat(items).hasSize(1).allSatisfy((token, item) -> {
			assertThat(token).matches("[0-9a-z]{1,13}\\.[0-9a-z]+:\\d{12}:0001");
			assertThat(item).matches("1 1 \\d{13} [0-9a-z]{1,13}-[0-9a-z]+\nsa");
		});
		assertThat(this.stored.sortedSet("queues:q", "ld")).containsOnlyKeys(items.keySet())
			.allSatisfy((token, until) -> assertThat(until).matches("\\d{13}"));
		assertThat(this.stored.hash("queues:q", "m")).containsEntry("a", "l").containsEntry("n", "1");
		assertThat(this.stored.suffixes("queues:q")).contains("ld", "li").doesNotContain("q");
		lease.giveBack();
		Lease<String> again = queue.leases().poll(PATIENCE);
		assertThat(this.stored.hash("queues:q", "li").values()).singleElement()
			.asString()
			.matches("2 1 \\d{13} [0-9a-z]{1,13}-[0-9a-z]+\nsa");
		assertThat(again.done().join()).isTrue();
		assertThat(this.stored.suffixes("queues:q")).doesNotContain("ld", "li", "q");
	}

	@Test
	@DisplayName("What was given back says in the list how often it was delivered")
	void givenBack() throws InterruptedException {
		EngineQueue<String> queue = queue();
		queue.put("a");
		queue.leases().poll(PATIENCE).giveBack();
		TestThreads.eventually().until(() -> queue.size() == 1);
		assertThat(this.stored.list("queues:q", "q")).singleElement()
			.asString()
			.matches("1\\+1 \\d{13} [0-9a-z]{1,13}-[0-9a-z]+\nsa");
	}

	@Test
	@DisplayName("Leases that were written once can be read: one that is over comes back, and the other does not")
	void readLease() throws InterruptedException {
		this.stored.define("queues:q", "s", "0", "a", "l", "n", "2");
		TestRedis.server()
			.run("HSET", this.stored.key("queues:q", "li"), "dead.1:000000000042:0001",
					"2 1 1785000000000 3o1dqyfv0bo1h-1f {\"a\":\"b\"}\nsover", "dead.1:000000000042:0002",
					"1 1 1785000000000 3o1dqyfv0bo1h-1g\nsheld");
		TestRedis.server()
			.run("ZADD", this.stored.key("queues:q", "ld"), "1785000000000", "dead.1:000000000042:0001",
					"9785000000000", "dead.1:000000000042:0002");
		EngineQueue<String> queue = queue();
		Lease<String> lease = queue.leases().poll(PATIENCE);
		assertThat(lease.item()).isEqualTo("over");
		assertThat(lease.deliveries()).isEqualTo(3);
		assertThat(lease.envelope().id()).isEqualTo("3o1dqyfv0bo1h-1f");
		assertThat(lease.envelope().headers()).isEqualTo(Map.of("a", "b"));
		assertThat(queue.leases().poll()).isNull();
		assertThat(lease.done().join()).isTrue();
		assertThat(this.stored.hash("queues:q", "li")).containsOnlyKeys("dead.1:000000000042:0002");
		assertThat(this.stored.sortedSet("queues:q", "ld")).containsOnlyKeys("dead.1:000000000042:0002");
	}

	private EngineQueue<String> queue() {
		return (EngineQueue<String>) this.registry.<String>queue("q");
	}

}
