/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@code exactly-once.lua} makes of a script that comes in more than once.
 */
@Timeout(60)
class ExactlyOnceTests {

	private static final Script COUNTER = Script.exactlyOnce("counter");

	private final RedisSettings settings = TestRedis.settings();

	private final DefaultSyncRegistry registry = RedisSyncRegistry.create(TestRedis.factory(), this.settings);

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final ScriptClient client = new LettuceScriptClient(TestRedis.factory(), this.executor);

	private final Keys keys = new Keys(this.settings.namespace(), SyncKind.ATOMIC, "a");

	@AfterEach
	void close() {
		this.client.close();
		this.executor.shutdown();
		this.registry.close();
	}

	@Test
	@DisplayName("A resend is answered as the first time and changes nothing; an overtaken script does nothing")
	void resend() {
		this.registry.atomic("a", 10);
		String identity = identity();
		assertThat(add("lane", 1, identity)).containsExactly("OK", "11");
		assertThat(add("lane", 1, identity)).containsExactly("OK", "11");
		assertThat(add("lane", 2, identity)).containsExactly("OK", "12");
		assertThat(add("lane", 1, identity)).containsExactly("STALE");
		assertThat(add("other", 1, identity)).containsExactly("OK", "13");
		assertThat(this.registry.atomic("a").get()).isEqualTo(13);
	}

	@Test
	@DisplayName("A lane that was lost in Redis gets a new time to live, and adds go on")
	void lostLane() {
		this.registry.atomic("a");
		String identity = identity();
		String reply = this.keys + "r:lane";
		add("lane", 1, identity);
		TestRedis.server().run("DEL", reply);
		assertThat(add("lane", 2, identity)).containsExactly("OK", "2");
		assertThat((Long) TestRedis.server().run("TTL", reply)).isPositive();
	}

	@Test
	@DisplayName("A resend is answered although the primitive was removed meanwhile; a new script is not carried out")
	void removedMeanwhile() {
		this.registry.atomic("a", 10);
		String identity = identity();
		assertThat(add("lane", 1, identity)).containsExactly("OK", "11");
		this.registry.remove(SyncKind.ATOMIC, "a");
		assertThat(add("lane", 1, identity)).containsExactly("OK", "11");
		assertThat(add("lane", 2, identity)).containsExactly("MOVED", "2");
		this.registry.atomic("a", 20);
		assertThat(add("lane", 2, identity)).containsExactly("MOVED", identity());
		assertThat(this.registry.atomic("a").get()).isEqualTo(20);
	}

	@Test
	@DisplayName("A copy of a failed comparison that comes in late changes nothing, although it would fit now")
	void lateComparison() {
		this.registry.atomic("a", 10);
		String identity = identity();
		assertThat(change("lane", "1", identity, "c", "11", "99")).containsExactly("OK", "10");
		assertThat(add("other", 1, identity)).containsExactly("OK", "11");
		assertThat(change("lane", "1", identity, "c", "11", "99")).containsExactly("OK", "10");
		assertThat(this.registry.atomic("a").get()).isEqualTo(11);
	}

	@Test
	@DisplayName("The kept answer expires by itself, later with each period of its lane; the state does not")
	void expiry() {
		this.registry.atomic("a").add();
		add("lane", 1, identity());
		String reply = this.keys + "r:lane";
		assertThat((Long) TestRedis.server().run("TTL", reply)).isBetween(800L, 900L);
		TestRedis.server().run("EXPIRE", reply, "100");
		add("lane", LaneSequence.NUMBERS - 1, identity());
		assertThat((Long) TestRedis.server().run("TTL", reply)).isBetween(50L, 100L);
		add("lane", LaneSequence.NUMBERS, identity());
		assertThat((Long) TestRedis.server().run("TTL", reply)).isBetween(800L, 900L);
		assertThat(TestRedis.server().run("TTL", this.keys + "m")).isEqualTo(-1L);
		this.registry.remove(SyncKind.ATOMIC, "a");
		assertThat((Long) TestRedis.server().run("TTL", this.keys + "m")).isPositive();
		this.registry.atomic("a");
		assertThat(TestRedis.server().run("TTL", this.keys + "m")).isEqualTo(-1L);
	}

	@Test
	@DisplayName("A lost definition is told from a removed one")
	void lost() {
		this.registry.atomic("a", 10);
		String identity = identity();
		TestRedis.server().run("DEL", this.keys + "m");
		assertThat(add("lane", 1, identity)).containsExactly("MOVED", "");
		assertThat(this.registry.atomic("a").add()).isEqualTo(11);
		assertThat(identity()).startsWith("1.").isNotEqualTo(identity);
	}

	@ParameterizedTest(name = "{0} items")
	@ValueSource(ints = { 0, 1, 2, 3 })
	@DisplayName("A resend of a take gets the same answer, whatever is in the items")
	void resendOfTake(int count) {
		Keys queue = queueOf(count);
		Script take = Script.ofTaking("queue-take");
		Object[] answer = run(take, queue, 1, "inbox", "1000", "0", "4", "1", "1000000");
		assertThat(answer).hasSize(4 + count);
		assertThat(run(take, queue, 1, "inbox", "1000", "0", "4", "1", "1000000")).containsExactly(answer);
		assertThat(run(take, queue, 2, "inbox", "1000", "0", "4", "1", "1000000")).hasSize(4);
	}

	@ParameterizedTest(name = "{0} items")
	@ValueSource(ints = { 0, 1, 2 })
	@DisplayName("A resend of a put that takes gets the same answer, and puts and takes no more")
	void resendOfPut(int count) {
		Keys queue = queueOf(count);
		Script put = Script.ofTaking("queue-put");
		String[] args = { "inbox", "1000", "0", "2", "1", "1000000", "", "a-1\ntaken if there are less", "a-2\nput" };
		Object[] answer = run(put, queue, 1, args);
		assertThat(answer).hasSize(3 + count);
		assertThat(run(put, queue, 1, args)).containsExactly(answer);
		assertThat(TestRedis.server().run("LLEN", queue + "q")).isEqualTo((long) count);
		assertThat(TestRedis.server().run("HGET", queue + "m", "n")).isEqualTo("2");
	}

	private Keys queueOf(int count) {
		this.registry.queue("q");
		Keys queue = new Keys(this.settings.namespace(), SyncKind.QUEUE, "q");
		for (int i = 0; i < count; i++) {
			TestRedis.server().run("RPUSH", queue + "q", "1 5 id-" + i + "\n :1\t\u0000 \r\n\n ");
		}
		return queue;
	}

	private Object[] run(Script script, Keys queue, int sequence, String... args) {
		byte[][] keys = Stream
			.concat(Stream.of(queue.definition(), queue.reply("lane")), QueueArguments.KEYS.stream().map(queue::key))
			.toArray(byte[][]::new);
		String identity = (String) TestRedis.server().run("HGET", queue + "m", "i");
		return this.client
			.run(script, keys,
					Stream.concat(Stream.of("" + sequence, identity), Arrays.stream(args))
						.map(Keys::bytes)
						.toArray(byte[][]::new))
			.join()
			.toArray();
	}

	private String identity() {
		return (String) TestRedis.server().run("HGET", this.keys + "m", "i");
	}

	private List<String> add(String lane, long sequence, String identity) {
		return change(lane, "" + sequence, identity, "a", "1");
	}

	private List<String> change(String lane, String... args) {
		return this.client
			.run(COUNTER, new byte[][] { this.keys.definition(), this.keys.reply(lane) },
					Arrays.stream(args).map(Keys::bytes).toArray(byte[][]::new))
			.join()
			.stream()
			.map(Definition::text)
			.toList();
	}

}
