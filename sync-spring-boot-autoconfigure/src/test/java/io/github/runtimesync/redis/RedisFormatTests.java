/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.RegistrySettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pins what {@code docs/redis-format.md} promises about queues. If a test fails here,
 * other versions of the library cannot read what this one writes: do not adapt the test,
 * choose another version of the format.
 */
@Timeout(60)
class RedisFormatTests {

	private static final String ID = "[0-9a-z]{1,13}-[0-9a-z]+";

	private final RedisSettings settings = TestRedis.settings();

	private final StoredKeys stored = new StoredKeys(this.settings);

	private final DefaultSyncRegistry registry = TestRedis.registry(this.settings,
			RegistrySettings.DEFAULT.withPutObserver((queue, item) -> new PutObservation() {

				@Override
				public Map<String, String> headers() {
					return item.equals("plain") ? Map.of() : Map.of("a", "ä\n\"");
				}

				@Override
				public void end(PutEnd end) {
				}

			}));

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	@DisplayName("An item is a line with version, time, id and headers, and then the value")
	void entry() {
		SyncQueue<Object> queue = this.registry.queue("q");
		queue.add("plain");
		queue.add(List.of("x", 1));
		List<String> stored = this.stored.list("queues:q", "q");
		assertThat(stored.get(0)).matches("1 \\d{13} " + ID + "\nsplain");
		assertThat(stored.get(1)).matches("1 \\d{13} " + ID + " \\{\"a\":\"ä\\\\n\\\\\"\"}\nj\\[\"x\",1]");
	}

	@Test
	@DisplayName("What was written once can be read")
	void readEntry() {
		EngineQueue<Map<String, Object>> queue = (EngineQueue<Map<String, Object>>) this.registry
			.<Map<String, Object>>queue("q");
		TestRedis.server()
			.run("RPUSH", this.stored.key("queues:q", "q"),
					"1 1785000000000 3o1dqyfv0bo1h-1f {\"traceparent\":\"00-4bf9\"}\nj{\"id\":1,\"name\":\"a\"}");
		Envelope<Map<String, Object>> envelope = queue.poll((item, found) -> found);
		assertThat(envelope.item()).isEqualTo(Map.of("id", 1, "name", "a"));
		assertThat(envelope.id()).isEqualTo("3o1dqyfv0bo1h-1f");
		assertThat(envelope.putTime()).hasToString("2026-07-25T17:20:00Z");
		assertThat(envelope.headers()).isEqualTo(Map.of("traceparent", "00-4bf9"));
	}

	@Test
	@DisplayName("Options stand behind the id; items of another priority and delayed ones are numbered in sorted sets")
	void options() {
		SyncQueue<Object> queue = this.registry.queue("q");
		PutOptions key = PutOptions.defaults().key("a;b c");
		queue.add("plain", key.timeToLive(Duration.ofHours(1)));
		queue.add("plain", PutOptions.defaults().priority(7));
		queue.add("plain", PutOptions.defaults().priority(-7).delay(Duration.ofHours(1)));
		List<String> stored = this.stored.list("queues:q", "q");
		assertThat(stored.get(0)).matches("1 \\d{13} " + ID + ";x=\\d{13};k=a%3Bb\\+c\nsplain");
		assertThat(this.stored.sortedSet("queues:q", "qp")).hasSize(1).allSatisfy((item, score) -> {
			assertThat(item).matches("4503599627370497" + "1 \\d{13} " + ID + ";p=7\nsplain");
			assertThat(score).isEqualTo("-7");
		});
		assertThat(this.stored.sortedSet("queues:q", "qd")).hasSize(1).allSatisfy((item, score) -> {
			assertThat(item).matches("4503599627370498" + "1 \\d{13} " + ID + ";d=\\d{13};p=-7\nsplain");
			assertThat(score).matches("\\d{13}");
		});
		Map<String, String> keys = this.stored.hash("queues:q", "qk");
		assertThat(keys).containsOnlyKeys("a%3Bb+c");
		assertThat(stored.get(0)).contains(" " + keys.get("a%3Bb+c") + ";");
		assertThat(this.stored.hash("queues:q", "m")).containsEntry("a", "o").containsEntry("n", "2");
	}

	@Test
	@DisplayName("What was written with options once can be read")
	void readOptions() {
		EngineQueue<String> queue = (EngineQueue<String>) this.registry.<String>queue("q");
		TestRedis.server().run("HSET", this.stored.key("queues:q", "m"), "a", "o");
		TestRedis.server()
			.run("RPUSH", this.stored.key("queues:q", "q"),
					"1+2 1700000000000 3o1dqyfv0bo1h-1f;x=1700000000001;k=old\nsexpired",
					"1+2 1700000000000 3o1dqyfv0bo1h-1g;x=9785000000000;k=new {\"a\":\"b\"}\nslast");
		TestRedis.server()
			.run("ZADD", this.stored.key("queues:q", "qp"), "-3",
					"45035996273704971 1700000000000 3o1dqyfv0bo1h-1e;d=1700000000005;p=3\nsfirst");
		TestRedis.server()
			.run("HSET", this.stored.key("queues:q", "qk"), "old", "3o1dqyfv0bo1h-1f", "new", "3o1dqyfv0bo1h-1g");
		assertThat(queue.poll()).isEqualTo("first");
		Envelope<String> envelope = queue.poll((item, found) -> found);
		assertThat(envelope.item()).isEqualTo("last");
		assertThat(envelope.id()).isEqualTo("3o1dqyfv0bo1h-1g");
		assertThat(envelope.headers()).isEqualTo(Map.of("a", "b"));
		assertThat(this.stored.hash("queues:q", "qk")).isEmpty();
		assertThat(this.stored.hash("queues:q", "m")).containsEntry("e", "1");
	}

	@Test
	@DisplayName("The definition of a queue says what it is and what has become of it")
	void definition() {
		SyncQueue<String> queue = this.registry.queue("a:b", String.class, 3);
		queue.add("x");
		queue.add("y");
		queue.poll();
		queue.pause();
		Map<String, String> fields = this.stored.hash("queues:a%3Ab", "m");
		assertThat(fields.remove("i")).matches("1\\.[0-9a-z]{1,13}");
		assertThat(fields.remove("c")).matches("\\d{13}");
		assertThat(fields).isEqualTo(Map.of("f", "1", "s", "3", "t", "java.lang.String", "n", "2", "a", "p"));
		queue.close();
		assertThat(this.stored.hash("queues:a%3Ab", "m")).containsEntry("a", "x");
	}

	@Test
	@DisplayName("The answer of a script is kept beside the data, and only that expires")
	void keys() {
		SyncQueue<String> queue = this.registry.queue("q");
		queue.add("x");
		List<String> keys = this.stored.all();
		String prefix = this.stored.key("queues:q", "");
		assertThat(keys).allSatisfy((key) -> assertThat(key).startsWith(prefix))
			.extracting((key) -> key.substring(prefix.length()).replaceAll("^r:.*", "r"))
			.containsExactlyInAnyOrder("m", "q", "r");
		assertThat(keys).allSatisfy((key) -> assertThat((Long) TestRedis.server().run("TTL", key))
			.isBetween(key.startsWith(prefix + "r:") ? 1L : -1L, key.startsWith(prefix + "r:") ? 900L : -1L));
	}

}
