/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pins what {@code docs/redis-format.md} promises about counters, shared variables and
 * wait groups, as {@link RedisFormatTests} does about queues. Do not adapt a test that
 * fails here either.
 */
@Timeout(60)
class RedisStateFormatTests {

	private static final String TIME = "<time>";

	private final RedisSettings settings = TestRedis.settings();

	private final StoredKeys stored = new StoredKeys(this.settings);

	private final DefaultSyncRegistry registry = TestRedis.registry(this.settings);

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
		this.registry.close();
	}

	@Test
	@DisplayName("A counter is its definition with the value in decimal")
	void counter() {
		SyncAtomic counter = this.registry.atomic("c", 7);
		assertThat(definition("atomics:c")).isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "7"));
		counter.add(Long.MAX_VALUE - 7);
		assertThat(definition("atomics:c"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "9223372036854775807"));
		counter.set(-3);
		assertThat(definition("atomics:c")).containsEntry("v", "-3");
		assertThat(this.stored.suffixes("atomics:c")).containsExactly("m", "r");
	}

	@Test
	@DisplayName("A counter that was written once can be read and goes on")
	void readCounter() {
		this.stored.define("atomics:c", "v", "-9223372036854775808");
		SyncAtomic counter = this.registry.atomic("c", 7);
		assertThat(counter.get()).isEqualTo(Long.MIN_VALUE);
		assertThat(counter.add(5)).isEqualTo(Long.MIN_VALUE + 5);
		assertThat(definition("atomics:c")).containsEntry("i", "3.<epoch>").containsEntry("v", "-9223372036854775803");
	}

	@Test
	@DisplayName("A shared variable is its definition with value, version and time of the last change")
	void shared() {
		SyncShared<String> shared = this.registry.shared("s", "ä");
		assertThat(definition("shareds:s"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "sä", "n", "0", "d", "0"));
		shared.set("b");
		assertThat(definition("shareds:s"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "sb", "n", "1", "d", TIME));
		SyncShared<Integer> typed = this.registry.shared("typed", Integer.class);
		assertThat(definition("shareds:typed")).isEqualTo(
				Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "n", "n", "0", "d", "0", "t", "java.lang.Integer"));
		typed.set(42);
		assertThat(definition("shareds:typed")).containsEntry("v", "i42");
		assertThat(this.stored.suffixes("shareds:s")).containsExactly("m", "r");
	}

	@Test
	@DisplayName("The JVMs that listen to a shared variable are its channels by the time of their last look")
	void listeners() {
		SyncShared<String> shared = this.registry.shared("s", "a");
		try (Subscription subscription = shared.onChange((value) -> {
		})) {
			assertThat(channels("shareds:s", "l")).isEqualTo(Map.of(inbox("<jvm>"), TIME));
		}
		assertThat(this.stored.suffixes("shareds:s")).containsExactly("l", "m");
	}

	@Test
	@DisplayName("A shared variable that was written once can be read, goes on, and is listened to")
	void readShared() {
		this.stored.define("shareds:s", "v", "sold", "n", "41", "d", "1785000000000");
		TestRedis.server().run("ZADD", this.stored.key("shareds:s", "l"), "9785000000000", inbox("other"));
		SyncShared<String> shared = this.registry.shared("s", "initial");
		assertThat(shared.get()).isEqualTo("old");
		assertThat(shared.version()).isEqualTo(41);
		assertThat(this.registry.snapshot(SyncKind.SHARED, "s")).hasValueSatisfying((snapshot) -> {
			assertThat(snapshot.created()).isEqualTo(Instant.ofEpochMilli(1_784_000_000_000L));
			assertThat(((SharedSnapshot) snapshot).changed()).isEqualTo(Instant.ofEpochMilli(1_785_000_000_000L));
		});
		CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();
		try (Subscription subscription = shared.onChange(heard::add)) {
			assertThat(shared.compareAndSet("old", "new")).isTrue();
			TestThreads.eventually().until(() -> heard.contains("new"));
		}
		assertThat(definition("shareds:s")).containsEntry("v", "snew").containsEntry("n", "42");
		assertThat(channels("shareds:s", "l")).containsOnlyKeys(inbox("other"), inbox("<jvm>"));
	}

	@Test
	@DisplayName("A wait group is its definition with count, round and when the count left zero")
	void waitGroup() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(definition("wait-groups:w"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "0", "r", "1"));
		group.add(2);
		assertThat(definition("wait-groups:w"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "2", "r", "1", "b", TIME));
		Task<Void> waiter = this.threads.run("waiter", group::await);
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(channels("wait-groups:w", "w")).isEqualTo(Map.of(inbox("<jvm>"), TIME)));
		group.add(-2);
		waiter.result();
		assertThat(definition("wait-groups:w"))
			.isEqualTo(Map.of("f", "1", "i", "1.<epoch>", "c", TIME, "v", "0", "r", "2", "b", ""));
		assertThat(this.stored.suffixes("wait-groups:w")).containsExactly("m", "r");
	}

	@Test
	@DisplayName("A wait group that was written once can be read, and its round ends")
	void readWaitGroup() {
		this.stored.define("wait-groups:w", "v", "2", "r", "8", "b", "1785000000000");
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(group.count()).isEqualTo(2);
		Task<Void> waiter = this.threads.run("waiter", group::await);
		Waiters.awaitWaiters(this.registry, "w", 1);
		group.done();
		group.done();
		waiter.result();
		assertThat(definition("wait-groups:w")).containsEntry("v", "0").containsEntry("r", "9").containsEntry("b", "");
	}

	private Map<String, String> definition(String primitive) {
		Map<String, String> fields = this.stored.hash(primitive, "m");
		fields.replaceAll((name, value) -> switch (name) {
			case "c", "d", "b" -> mask(value);
			case "i" -> value.replaceFirst("\\.[0-9a-z]{1,13}$", ".<epoch>");
			default -> value;
		});
		return fields;
	}

	private Map<String, String> channels(String primitive, String suffix) {
		Map<String, String> channels = new TreeMap<>();
		this.stored.sortedSet(primitive, suffix)
			.forEach((channel, time) -> channels.put(channel.replaceFirst(":[0-9a-z]{9,13}$", ":<jvm>"), mask(time)));
		return channels;
	}

	private String inbox(String jvm) {
		return "sync:1:" + this.settings.namespace() + ":inbox:" + jvm;
	}

	private static String mask(String time) {
		return time.replaceFirst("^\\d{13}$", TIME);
	}

}
