/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code queue-plain-put.lua} does what {@code queue-put.lua} does, or
 * nothing.
 */
@Timeout(60)
class PlainPutTests {

	private static final Script PUT = Script.ofTaking("queue-put");

	private static final Script PLAIN = Script.shortcut("queue-plain-put", 5, PUT);

	private static final String SENDER = "sender";

	private static final List<String> OTHER = List.of("OTHER");

	private final RedisSettings settings = TestRedis.settings();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final ScriptClient client = new LettuceScriptClient(TestRedis.factory(), this.executor);

	@AfterEach
	void close() {
		this.client.close();
		this.executor.shutdown();
	}

	@Test
	@DisplayName("Whatever is in the queue and whoever waits, both scripts leave and answer the same, or the plain one nothing")
	void same() {
		Random random = new Random(6);
		int[] served = new int[2];
		for (int i = 0; i < 1_500; i++) {
			Case each = Case.next(random);
			Keys plain = prepare("plain" + i, each);
			Keys full = prepare("full" + i, each);
			List<String> before = state(plain);
			List<String> answer = run(PLAIN, plain, each.args());
			boolean isOther = answer.equals(OTHER);
			served[isOther ? 0 : 1]++;
			assertThat(isOther).as("%s", each).isEqualTo(each.isSpecial());
			if (isOther) {
				assertThat(state(plain)).as("%s", each).isEqualTo(before);
			}
			else {
				assertThat(answer).as("%s", each).isEqualTo(run(PUT, full, each.args()));
				assertThat(state(plain)).as("%s", each).isEqualTo(state(full));
			}
		}
		assertThat(served[0]).isGreaterThan(200);
		assertThat(served[1]).isGreaterThan(200);
	}

	@Test
	@DisplayName("A copy that comes in after the other script has run for it gets its answer and puts nothing")
	void lateCopy() {
		Case each = new Case("p", 0, List.of(), false, 0, false, "", 1);
		Keys queue = prepare("late", each);
		assertThat(run(PLAIN, queue, each.args())).isEqualTo(OTHER);
		List<String> answer = run(PUT, queue, each.args());
		assertThat(answer.get(0)).isEqualTo("OK");
		TestRedis.server().run("HDEL", queue + "m", "a");
		assertThat(run(PLAIN, queue, each.args())).isEqualTo(answer);
		assertThat(TestRedis.server().run("LLEN", queue + "q")).isEqualTo(1L);
	}

	@Test
	@DisplayName("A note of the sender is renewed, unless the answer before says that it was made in this second")
	void note() {
		Case waits = new Case("", 0, List.of(SENDER), false, 1, true, "", 1);
		Case doesNot = new Case("", 0, List.of(SENDER), false, 1, false, "", 1);
		Keys queue = prepare("note", waits);
		long now = Long.parseLong((String) ((List<?>) TestRedis.server().run("TIME")).get(0)) * 1000;
		age(queue, now);
		assertThat(run(PLAIN, queue, waits.args()).get(1)).isEqualTo("t");
		assertThat(kept(queue)).matches("1 OK t \\d{13}/.*");
		long renewed = score(queue);
		assertThat(renewed).isBetween(now, now + 60_000);
		assertThat(run(PLAIN, queue, 2, waits.args()).get(1)).isEqualTo("t");
		assertThat(score(queue)).isBetween(renewed, renewed + 60_000);
		// This answer says nothing of a note.
		assertThat(run(PLAIN, queue, 3, doesNot.args()).get(1)).isEmpty();
		age(queue, now);
		assertThat(run(PLAIN, queue, 4, waits.args()).get(1)).isEqualTo("t");
		assertThat(score(queue)).isBetween(renewed, renewed + 60_000);
	}

	@Test
	@DisplayName("A note of the sender that was made in this second is not made again")
	void freshNote() {
		Case each = new Case("", 0, List.of(SENDER), false, 1, true, "", 1);
		Keys queue = prepare("fresh", each);
		String second = (String) ((List<?>) TestRedis.server().run("TIME")).get(0);
		List<Long> scores = new ArrayList<>();
		// One of these is the second in which the script runs.
		for (int i = 0; i < 60; i++) {
			TestRedis.server().run("ZADD", queue + "wi", "1", SENDER);
			TestRedis.server()
				.run("SET", queue + "r:lane", i + " OK t " + (Long.parseLong(second) + i) + "123/-1/t/11");
			run(PLAIN, queue, i + 1, each.args());
			scores.add(score(queue));
		}
		assertThat(scores).contains(1L);
	}

	@Test
	@DisplayName("The other script keeps its answer so that this one finds when it has noted the sender down")
	void keptByOther() {
		Case each = new Case("", 0, List.of(SENDER), false, 1, true, "", 1);
		Keys queue = prepare("kept", each);
		assertThat(run(PUT, queue, each.args()).get(1)).isEqualTo("t");
		assertThat(kept(queue)).matches("1 OK t \\d{13}/.*");
	}

	private static String kept(Keys queue) {
		return (String) TestRedis.server().run("GETRANGE", queue + "r:lane", "0", "39");
	}

	private static void age(Keys queue, long now) {
		TestRedis.server().run("ZADD", queue + "wi", Long.toString(now - 5000), SENDER);
	}

	private static long score(Keys queue) {
		return (long) Double.parseDouble((String) TestRedis.server().run("ZSCORE", queue + "wi", SENDER));
	}

	private Keys prepare(String name, Case each) {
		Keys queue = new Keys(this.settings.namespace(), SyncKind.QUEUE, name);
		TestRedis.server().run("HSET", queue + "m", "i", "1.x", "s", "" + each.bound());
		if (!each.state().isEmpty()) {
			TestRedis.server().run("HSET", queue + "m", "a", each.state());
		}
		for (int i = 0; i < each.queued(); i++) {
			TestRedis.server().run("RPUSH", queue + "q", "1 5 queued-" + i + " 0 \"\"");
		}
		for (String waiting : each.waiting()) {
			TestRedis.server().run("ZADD", queue + "wi", "1", waiting);
		}
		if (each.isRoomAwaited()) {
			TestRedis.server().run("ZADD", queue + "wr", "1", "another");
		}
		return queue;
	}

	/**
	 * Return what a queue has that does not depend on the time.
	 */
	private static List<String> state(Keys queue) {
		return Stream
			.of(run("HGET", queue + "m", "n"), run("HGET", queue + "m", "a"), run("LRANGE", queue + "q", "0", "-1"),
					run("ZRANGE", queue + "wi", "0", "-1"), run("ZRANGE", queue + "wr", "0", "-1"))
			.map(PlainPutTests::timeless)
			.toList();
	}

	private static String run(String... command) {
		return String.valueOf(TestRedis.server().run(command));
	}

	private static String timeless(String text) {
		return text.replaceAll("\\d{13}", "TIME");
	}

	private List<String> run(Script script, Keys queue, List<String> args) {
		return run(script, queue, 1, args);
	}

	private List<String> run(Script script, Keys queue, int sequence, List<String> args) {
		byte[][] keys = Stream
			.concat(Stream.of(queue.definition(), queue.reply("lane")), QueueArguments.KEYS.stream().map(queue::key))
			.toArray(byte[][]::new);
		byte[][] all = Stream.concat(Stream.of("" + sequence, "1.x"), args.stream())
			.map(Keys::bytes)
			.toArray(byte[][]::new);
		return this.client.run(script, script.neededOf(keys), all)
			.join()
			.stream()
			.map((part) -> timeless(Definition.text(part)))
			.toList();
	}

	/**
	 * A queue and what is to be done to it.
	 *
	 * @param state what sets the queue apart
	 * @param bound how many items it holds, 0 for any number
	 * @param waiting who waits for an item, first one first
	 * @param isRoomAwaited whether somebody waits for room
	 * @param wanted how many items are wanted
	 * @param waits whether somebody waits for them
	 * @param others who else waits in the sending JVM, see {@code queue-put.lua}
	 * @param puts how many items are put
	 */
	private record Case(String state, int bound, List<String> waiting, boolean isRoomAwaited, int wanted, boolean waits,
			String others, int puts, int queued) {

		Case(String state, int bound, List<String> waiting, boolean isRoomAwaited, int wanted, boolean waits,
				String others, int puts) {
			this(state, bound, waiting, isRoomAwaited, wanted, waits, others, puts, 0);
		}

		static Case next(Random random) {
			int bound = any(random, 0, 1, 2, 3, 5, 1000);
			int queued = random.nextInt((bound == 0) ? 5 : Math.min(bound, 5) + 1);
			return new Case(any(random, "", "", "", "", "", "", "", "p", "o", "l"), bound,
					any(random, List.of(), List.of(), List.of(SENDER), List.of(SENDER), List.of("other"),
							List.of(SENDER, "other")),
					random.nextInt(8) == 0, random.nextInt(5), random.nextBoolean(),
					any(random, "", "", "i", "p", "pi", "d"), 1 + random.nextInt(4), queued);
		}

		@SafeVarargs
		private static <T> T any(Random random, T... values) {
			return values[random.nextInt(values.length)];
		}

		/**
		 * Return whether that is beyond the plain script.
		 */
		boolean isSpecial() {
			int left = this.queued - Math.min(this.queued, this.wanted);
			int toQueue = this.puts - Math.min(this.puts, Math.max(0, this.wanted - this.queued));
			boolean isFull = this.bound > 0 && left + toQueue >= this.bound;
			return !this.state.isEmpty() || this.isRoomAwaited || this.waiting.contains("other")
					|| isFull && this.others.contains("p");
		}

		List<String> args() {
			List<String> args = new ArrayList<>(
					List.of(SENDER, "20000", "1", "" + this.wanted, this.waits ? "1" : "0", "1048576", this.others));
			IntStream.range(0, this.puts).forEach((i) -> args.add("put-" + i + " 0 \"\""));
			return args;
		}

	}

}
