/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Items that somebody wrote into Redis to do harm, and items that are far too large: each
 * is refused, and the queue lives on.
 */
@Timeout(60)
class RedisHostileItemTests {

	private static final int HUGE = 10_000_000;

	private static final Job GOOD = new Job(7, "good", new Circle(2));

	private final RedisSettings settings = TestRedis.settings();

	private final ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings, (options) -> {
	});

	private final SyncQueue<Job> queue = this.jvm.queue("jobs", Job.class);

	@AfterEach
	void close() {
		this.jvm.close();
	}

	static Stream<Hostile> hostile() {
		String gadget = Gadget.class.getName();
		return Stream.of(
				new Hostile("a class as the name of a subtype",
						"1 5 id\nj{\"id\":7,\"shape\":{\"kind\":\"" + gadget + "\"}}"),
				new Hostile("a class as a property", "1 5 id\nj{\"id\":7,\"shape\":{\"@class\":\"" + gadget + "\"}}"),
				new Hostile("a class before the item", "1 5 id\nj[\"" + gadget + "\",{}]"),
				new Hostile("10 MB", "1 5 id\nj{\"id\":7,\"name\":\"SECRET" + "x".repeat(HUGE) + "\"}"),
				new Hostile("deeply nested",
						"1 5 id\nj{\"id\":7,\"name\":\"SECRET\",\"more\":" + "[".repeat(50_000) + "]".repeat(50_000)
								+ "}"),
				new Hostile("a truncated value", "1 5 id\nj{\"id\":7,\"name\":\"SECRET"),
				new Hostile("a truncated line", "1 5 SECRET"),
				new Hostile("a huge id", "1 5 SECRET" + "x".repeat(300_000) + "\nj{\"id\":7}"),
				new Hostile("20 KB", "1 5 id\nj{\"id\":7,\"name\":\"SECRET" + "x".repeat(20_000)));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	@DisplayName("A taker is told by name, without what was stored, and takes what comes after it")
	void taken(Hostile item) throws InterruptedException {
		push(item);
		this.queue.put(GOOD);
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(this.queue::get)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("queue \"jobs\"")
				.doesNotContain("Gadget", "SECRET", "xxxx", "[[[["));
		assertThat(this.queue.get()).isEqualTo(GOOD);
		TestThreads.eventually().until(() -> TestRedis.server().run("LLEN", key("u")).equals(1L));
		assertThat(this.queue.size()).isZero();
	}

	@ParameterizedTest
	@MethodSource("hostile")
	@DisplayName("For a listener it becomes a dead letter, and what comes after it is handled")
	void heard(Hostile item) throws InterruptedException {
		push(item);
		BlockingQueue<Job> received = new LinkedBlockingQueue<>();
		SyncListenerContainer container = this.jvm.listeners
			.register(SyncListenerEndpoint.forItems("jobs", "jobs", Job.class, received::add));
		DeadLetter<Job> letter = dead().poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isNull();
		assertThat(item.stored()).startsWith(letter.raw());
		assertThat(letter.raw().length()).isEqualTo((item.stored().length() > this.settings.maxValueSize().toBytes())
				? (int) this.settings.maxValueSize().toBytes() / 16 : item.stored().length());
		assertThat(letter.cause().type()).isEqualTo(SyncDecodingException.class.getName());
		assertThat(letter.cause().message()).doesNotContain("Gadget", "SECRET", "xxxx", "[[[[");
		this.queue.put(GOOD);
		assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(GOOD);
		TestThreads.eventually().until(() -> TestRedis.leases(TestRedis.server(), this.settings, "jobs").isEmpty());
		assertThat(container.snapshot().deadLetters()).isOne();
		assertThat(received).isEmpty();
		if (letter.raw().length() < item.stored().length()) {
			TestThreads.eventually()
				.until(() -> TestRedis.server().run("LRANGE", key("u"), "0", "-1").equals(List.of(item.stored())));
		}
	}

	@Test
	@DisplayName("A large item that fails, for a reason with much to say, becomes a dead letter and holds up nobody")
	void failed() throws InterruptedException {
		BlockingQueue<Job> received = new LinkedBlockingQueue<>();
		this.jvm.listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", Job.class, (job) -> {
			if (!job.equals(GOOD)) {
				throw new AssertionError(job.name().substring(0, 300));
			}
			received.add(job);
		}));
		Job large = new Job(1, "x".repeat((int) this.settings.maxValueSize().toBytes() - 1000), new Circle(1));
		this.queue.put(large);
		this.queue.put(GOOD);
		assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(GOOD);
		DeadLetter<Job> letter = dead().poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isEqualTo(large);
		assertThat(letter.cause().message()).isEqualTo("x".repeat(200));
		assertThat(letter.cause().stackTrace()).isEmpty();
	}

	@Test
	@DisplayName("Of a large item that fails and fits into no letter the letter has the beginning, and Redis the whole")
	void failedWithoutRoom() throws InterruptedException {
		BlockingQueue<Job> received = new LinkedBlockingQueue<>();
		this.jvm.listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", Job.class, (job) -> {
			if (!job.equals(GOOD)) {
				throw new IllegalStateException("refused");
			}
			received.add(job);
		}));
		this.queue.put(new Job(1, "x".repeat((int) this.settings.maxValueSize().toBytes() - 200), new Circle(1)));
		this.queue.put(GOOD);
		assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo(GOOD);
		DeadLetter<Job> letter = dead().poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isNull();
		assertThat(letter.raw()).contains("xxxx").hasSizeLessThan(20_000);
		assertThat(letter.cause().message()).isEqualTo("refused");
		TestThreads.eventually().until(() -> TestRedis.leases(TestRedis.server(), this.settings, "jobs").isEmpty());
		TestThreads.eventually().until(() -> TestRedis.server().run("LLEN", key("u")).equals(1L));
		assertThat((String) TestRedis.server().run("LINDEX", key("u"), "0")).startsWith(letter.raw())
			.endsWith("x\",\"shape\":{\"kind\":\"circle\",\"radius\":1}}");
	}

	@Test
	@DisplayName("An item of 10 MB is refused before Redis is asked, and the queue lives on")
	void put() throws Exception {
		try (Faults faults = Faults.impatient()) {
			SyncQueue<String> texts = faults.one().queue("texts", String.class);
			texts.put("first");
			String huge = "x".repeat(HUGE);
			faults.server().freeze();
			assertThatIllegalArgumentException().isThrownBy(() -> texts.put(huge))
				.withMessageContainingAll("queue \"texts\"", "sync.redis.max-value-size")
				.withMessageNotContaining("xxxx");
			assertThatIllegalArgumentException().isThrownBy(() -> texts.offer(huge));
			faults.server().thaw();
			texts.put("second");
			assertThat(texts.closeNow()).containsExactly("first", "second");
		}
	}

	private SyncQueue<DeadLetter<Job>> dead() {
		return this.jvm.registry.queue("jobs.dead", new ParameterizedTypeReference<DeadLetter<Job>>() {
		}, 10_000);
	}

	private void push(Hostile item) {
		TestRedis.server().run("RPUSH", key("q"), item.stored());
	}

	private String key(String suffix) {
		return Keys.text(new Keys(this.settings.namespace(), SyncKind.QUEUE, "jobs").key(suffix));
	}

	/**
	 * What somebody wrote.
	 *
	 * @param name says what is wrong with it
	 * @param stored its stored form
	 */
	record Hostile(String name, String stored) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Job(int id, String name, Shape shape) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
	interface Shape {

	}

	record Circle(int radius) implements Shape {

	}

	/**
	 * What must not be made, since nobody has listed it.
	 */
	record Gadget() implements Shape {

	}

}
