/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Looking at dead letters in Redis and replaying them, whatever is among them.
 */
@Timeout(120)
class RedisDeadLettersTests {

	private static final String UNREADABLE = "1 5 id-1\nx?";

	private final RedisSettings settings = TestRedis.settings();

	private final ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), this.settings,
			(options) -> options.setAutoStartup(false));

	private SyncQueue<String> jobs;

	private SyncQueue<DeadLetter<String>> dead;

	@BeforeEach
	void register() {
		this.jobs = this.jvm.registry.queue("jobs", String.class);
		this.jvm.listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> {
		}));
		this.dead = this.jvm.registry.queue("jobs.dead", new ParameterizedTypeReference<DeadLetter<String>>() {
		}, 10_000);
	}

	@AfterEach
	void close() {
		this.jvm.close();
	}

	private void letter(String id) {
		DeadLetter.Cause cause = new DeadLetter.Cause("Failure", null, "");
		this.dead
			.add(new DeadLetter<>(id, "item of " + id, cause, 1, Instant.EPOCH, Instant.EPOCH, "jobs", "jobs", null));
	}

	private void unreadable(String queue) {
		TestRedis.server()
			.run("RPUSH", Keys.text(new Keys(this.settings.namespace(), SyncKind.QUEUE, queue).key("q")), UNREADABLE);
	}

	private List<String> ids() {
		return this.jvm.listeners.deadLetters("jobs").map(DeadLetter::id).toList();
	}

	@Test
	@DisplayName("A letter that cannot be decoded hides no other one, and stays when another one is replayed")
	void unreadableLetter() {
		letter("a");
		unreadable("jobs.dead");
		letter("b");
		letter("c");
		assertThat(ids()).containsExactly("a", "b", "c");
		assertThat(this.jvm.listeners.replay("jobs", "b")).isTrue();
		this.dead.pause();
		assertThat(this.jvm.listeners.replay("jobs", "c")).isTrue();
		this.dead.resume();
		assertThat(this.jvm.listeners.replayAll("jobs")).isOne();
		assertThat(this.jobs.asBlockingQueue()).containsExactly("item of b", "item of c", "item of a");
		assertThat(ids()).isEmpty();
		assertThat(this.dead.size()).isOne();
	}

	@Test
	@DisplayName("The letter of an item that cannot be decoded is shown, and a replay says why it stays")
	void unreadableItem() {
		unreadable("jobs");
		this.jvm.listeners.getContainer("jobs").start();
		TestThreads.eventually().until(() -> this.dead.size() == 1);
		String id = ids().get(0);
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(() -> this.jvm.listeners.replay("jobs", id))
			.withMessageContaining("Dead letter " + id)
			.withMessageContaining("it stays where it is");
		assertThat(ids()).containsExactly(id);
		assertThat(this.jvm.listeners.replay("jobs", "unknown")).isFalse();
	}

	@Test
	@DisplayName("Of many letters all are shown once and in their order, readable or not between them")
	void many() {
		List<String> ids = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
		ids.subList(0, 64).forEach(this::letter);
		unreadable("jobs.dead");
		ids.subList(64, 100).forEach(this::letter);
		assertThat(ids()).isEqualTo(ids);
		assertThat(this.jvm.listeners.replay("jobs", "99")).isTrue();
		assertThat(ids()).isEqualTo(ids.subList(0, 99));
	}

	@Test
	@DisplayName("To replay one of many letters the others behind it are not read, also when the queue is paused")
	void oneOfMany() {
		List<String> ids = IntStream.range(0, 500).mapToObj((i) -> i + "x".repeat(2000)).toList();
		ids.forEach(this::letter);
		this.dead.pause();
		long before = bytesSent();
		assertThat(this.jvm.listeners.replay("jobs", ids.get(1))).isTrue();
		assertThat(bytesSent() - before).isLessThan(500 * 2000);
		assertThat(this.jobs.asBlockingQueue()).containsExactly("item of " + ids.get(1));
		assertThat(this.dead.size()).isEqualTo(499);
		assertThat(this.jvm.listeners.replay("jobs", ids.get(1))).isFalse();
	}

	private static long bytesSent() {
		return ((String) TestRedis.server().run("INFO", "stats")).lines()
			.filter((line) -> line.startsWith("total_net_output_bytes:"))
			.mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
			.sum();
	}

	@Test
	@DisplayName("Items with priorities are browsed in the order of delivery, too")
	void priorities() {
		for (int i = 0; i < 100; i++) {
			this.jobs.add(Integer.toString(i), PutOptions.defaults().priority(i % 3 - 1));
		}
		List<String> browsed = new ArrayList<>();
		((EngineQueue<String>) this.jobs).browse().forEachRemaining(browsed::add);
		assertThat(browsed).hasSize(100).containsExactlyElementsOf(this.jobs.asBlockingQueue());
	}

}
