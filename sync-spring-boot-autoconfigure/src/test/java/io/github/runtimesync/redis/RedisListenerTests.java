/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.DeliveryLimitException;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerDefinitionException;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listeners of several JVMs on one queue in Redis.
 */
@Timeout(60)
class RedisListenerTests {

	private final RedisSettings settings = TestRedis.settings();

	private final List<ListeningJvm> jvms = new ArrayList<>();

	private ListeningJvm jvm() {
		return jvm(this.settings, (options) -> {
		});
	}

	private ListeningJvm jvm(RedisSettings settings, Consumer<SyncListenerOptions> configurer) {
		ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), settings, configurer);
		this.jvms.add(jvm);
		return jvm;
	}

	private static BlockingQueue<SyncMessage<Job>> listen(ListeningJvm jvm) {
		BlockingQueue<SyncMessage<Job>> received = new LinkedBlockingQueue<>();
		listen(jvm, received::add);
		return received;
	}

	private static SyncListenerContainer listen(ListeningJvm jvm, Consumer<SyncMessage<Job>> action) {
		return jvm.listeners.register(SyncListenerEndpoint.forMessages("jobs", "jobs", Job.class, action));
	}

	private static SyncMessage<Job> next(BlockingQueue<SyncMessage<Job>> received) throws InterruptedException {
		SyncMessage<Job> message = received.poll(20, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	private static SyncQueue<DeadLetter<Job>> dead(ListeningJvm jvm) {
		return jvm.registry.queue("jobs.dead", new ParameterizedTypeReference<DeadLetter<Job>>() {
		}, 10_000);
	}

	private String key(String suffix) {
		return "sync:1:{" + this.settings.namespace() + ":queues:jobs}:" + suffix;
	}

	private void assertNothingLeft() {
		TestThreads.eventually()
			.untilAsserted(() -> assertThat((List<?>) TestRedis.server().run("KEYS", key("*")))
				.noneMatch((key) -> List.of(key("q"), key("ld"), key("li")).contains(key)));
	}

	@AfterEach
	void close() {
		this.jvms.forEach(ListeningJvm::close);
	}

	@Test
	@DisplayName("What the method is done with is done with for all JVMs")
	void done() throws Exception {
		ListeningJvm one = jvm();
		BlockingQueue<SyncMessage<Job>> received = listen(one);
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		SyncMessage<Job> message = next(received);
		assertThat(message.item()).isEqualTo(new Job(1, "a"));
		assertThat(message.attempt()).isOne();
		assertThat(message.putTime()).isNotNull();
		assertNothingLeft();
	}

	@Test
	@DisplayName("An item that waits for a retry stays on lease, which is prolonged again and again")
	void retry() throws Exception {
		ListeningJvm one = jvm(this.settings.withLease(Duration.ofSeconds(6)),
				(options) -> options.getRetry().setDelay(Duration.ofHours(1)));
		SyncListenerContainer container = listen(one, (message) -> {
			throw new IllegalStateException("expected");
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		TestThreads.eventually().until(() -> container.snapshot().inRetry() == 1);
		BlockingQueue<SyncMessage<Job>> elsewhere = listen(jvm());
		long first = deadline();
		TestThreads.eventually().until(() -> deadline() > first);
		long second = deadline();
		TestThreads.eventually().until(() -> deadline() > second);
		assertThat(elsewhere).isEmpty();
	}

	private long deadline() {
		Map<String, Long> leases = TestRedis.leases(TestRedis.server(), this.settings, "jobs");
		assertThat(leases).hasSize(1);
		return leases.values().iterator().next();
	}

	@Test
	@DisplayName("Dead letters keep their items, and another JVM can replay them")
	void deadLetters() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> options.getRetry().setMaxRetries(0L));
		ListeningJvm other = jvm();
		SyncListenerContainer failing = listen(one, (message) -> {
			throw new IllegalStateException("expected");
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		one.queue("jobs", Job.class).put(new Job(2, "b"));
		TestThreads.eventually().until(() -> dead(other).size() == 2);
		assertNothingLeft();
		failing.stop();
		BlockingQueue<SyncMessage<Job>> received = listen(other);
		DeadLetter<?> letter = other.listeners.deadLetters("jobs").findFirst().orElseThrow();
		assertThat(letter.item()).isEqualTo(new Job(1, "a"));
		assertThat(letter.attempts()).isOne();
		assertThat(other.listeners.replay("jobs", letter.id())).isTrue();
		assertThat(next(received).item()).isEqualTo(new Job(1, "a"));
		assertThat(other.listeners.replayAll("jobs")).isOne();
		assertThat(next(received).item()).isEqualTo(new Job(2, "b"));
		assertThat(dead(one).size()).isZero();
	}

	@Test
	@DisplayName("A dead letter is replayed from among others, which stay in their order; without room all of them stay")
	void deadLetterAmongOthers() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> options.getRetry().setMaxRetries(0L));
		SyncQueue<Job> queue = one.registry.queue("jobs", Job.class, 1);
		SyncListenerContainer failing = listen(one, (message) -> {
			throw new IllegalStateException("expected");
		});
		for (int i = 1; i <= 3; i++) {
			queue.put(new Job(i, "a"));
		}
		TestThreads.eventually().until(() -> dead(one).size() == 3);
		failing.stop();
		assertThat(failing.awaitQuiet(Duration.ofSeconds(20))).isTrue();
		List<String> ids = one.listeners.deadLetters("jobs").map(DeadLetter::id).toList();
		assertThat(one.listeners.replay("jobs", "unknown")).isFalse();
		assertThat(one.listeners.replay("jobs", ids.get(1))).isTrue();
		assertThat(one.listeners.replay("jobs", ids.get(1))).isFalse();
		assertThatExceptionOfType(QueueFullException.class).isThrownBy(() -> one.listeners.replay("jobs", ids.get(2)));
		assertThat(one.listeners.replayAll("jobs")).isZero();
		assertThat(one.listeners.deadLetters("jobs").map(DeadLetter::id)).containsExactly(ids.get(0), ids.get(2));
		assertThat(queue.poll()).isEqualTo(new Job(2, "a"));
		dead(one).pause();
		assertThat(one.listeners.replay("jobs", ids.get(2))).isTrue();
		assertThat(one.listeners.deadLetters("jobs").map(DeadLetter::id)).containsExactly(ids.get(0));
	}

	@Test
	@DisplayName("A dead-letter queue whose declared type does not name the items, which it would lose, is refused")
	void rawDeadLetters() {
		ListeningJvm one = jvm();
		one.queue("jobs.dead", DeadLetter.class);
		assertThatExceptionOfType(SyncListenerDefinitionException.class).isThrownBy(() -> listen(one))
			.withMessageContaining("DeadLetter<")
			.withMessageContaining("declare no type for it");
	}

	@Test
	@DisplayName("An item that cannot be decoded becomes a dead letter with its stored form")
	void undecodable() throws Exception {
		ListeningJvm one = jvm();
		one.queue("jobs", Job.class);
		TestRedis.server().run("RPUSH", key("q"), "1 5 id-1\nx?");
		listen(one);
		DeadLetter<Job> letter = dead(one).poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isNull();
		assertThat(letter.raw()).isEqualTo("1 5 id-1\nx?");
		assertThat(letter.cause().type()).isEqualTo(SyncDecodingException.class.getName());
		assertNothingLeft();
	}

	@Test
	@DisplayName("What was delivered too often without an end becomes a dead letter")
	void maxDeliveries() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> options.setMaxDeliveries(2));
		EngineQueue<Job> queue = (EngineQueue<Job>) one.queue("jobs", Job.class);
		queue.put(new Job(1, "a"));
		for (int i = 0; i < 2; i++) {
			queue.leases().poll(Duration.ofSeconds(20)).giveBack();
		}
		BlockingQueue<SyncMessage<Job>> received = listen(one);
		DeadLetter<Job> letter = dead(one).poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isEqualTo(new Job(1, "a"));
		assertThat(letter.attempts()).isEqualTo(2);
		assertThat(letter.cause().type()).isEqualTo(DeliveryLimitException.class.getName());
		assertThat(received).isEmpty();
		assertNothingLeft();
	}

	@Test
	@DisplayName("A stopped listener gives back what waits for a retry: others have it at once, as the next attempt")
	void stop() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> options.getRetry().setDelay(Duration.ofHours(1)));
		SyncListenerContainer container = listen(one, (message) -> {
			throw new IllegalStateException("expected");
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		TestThreads.eventually().until(() -> container.snapshot().inRetry() == 1);
		one.stop();
		SyncMessage<Job> message = next(listen(jvm()));
		assertThat(message.item()).isEqualTo(new Job(1, "a"));
		assertThat(message.attempt()).isEqualTo(2);
		assertNothingLeft();
	}

	@Test
	@DisplayName("A paused listener gives back what waits for a retry, also what fails later")
	void pause() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch paused = new CountDownLatch(1);
		ListeningJvm one = jvm(this.settings, (options) -> options.getRetry().setDelay(Duration.ofHours(1)));
		SyncListenerContainer container = listen(one, (message) -> {
			entered.countDown();
			await(paused);
			throw new IllegalStateException("expected");
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		await(entered);
		container.pause();
		paused.countDown();
		assertThat(next(listen(jvm())).attempt()).isEqualTo(2);
	}

	@Test
	@DisplayName("A call that is stuck loses its item to another JVM when the lease runs out")
	void stuck() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		ListeningJvm one = jvm(this.settings.withLease(Duration.ofMillis(500)),
				(options) -> options.setStuckAfter(Duration.ofMillis(100)));
		CountDownLatch entered = new CountDownLatch(1);
		listen(one, (message) -> {
			entered.countDown();
			await(over);
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		await(entered);
		SyncMessage<Job> message = next(listen(jvm()));
		assertThat(message.attempt()).isEqualTo(2);
		over.countDown();
		assertNothingLeft();
	}

	@Test
	@DisplayName("All items of a batch are on lease, and done with together")
	void batch() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> {
			options.getBatch().setSize(10);
			options.getRetry().setDelay(Duration.ofMillis(1));
		});
		SyncQueue<Job> queue = one.queue("jobs", Job.class);
		for (int i = 0; i < 10; i++) {
			queue.put(new Job(i, "a"));
		}
		AtomicInteger calls = new AtomicInteger();
		BlockingQueue<Job> received = new LinkedBlockingQueue<>();
		one.listeners.register(SyncListenerEndpoint.forBatches("jobs", "jobs", Job.class, (batch) -> {
			if (calls.getAndIncrement() == 0) {
				assertThat(queue.size() + batch.size()).isEqualTo(10);
				throw new IllegalStateException("expected");
			}
			received.addAll(batch);
		}));
		TestThreads.eventually().until(() -> received.size() == 10);
		assertThat(received.stream().map(Job::id).sorted())
			.containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
		assertNothingLeft();
	}

	@Test
	@DisplayName("Listeners on a closed queue stay until the last item that any of them has has found its end")
	void closedQueue() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		ListeningJvm one = jvm();
		SyncListenerContainer busy = listen(one, (message) -> {
			entered.countDown();
			await(over);
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		await(entered);
		ListeningJvm other = jvm();
		BlockingQueue<SyncMessage<Job>> received = listen(other);
		SyncListenerContainer idle = other.listeners.getContainer("jobs");
		one.queue("jobs", Job.class).close();
		TestThreads.eventually().until(() -> other.queue("jobs", Job.class).isClosed());
		assertThat(idle.isRunning()).isTrue();
		over.countDown();
		TestThreads.eventually().until(() -> !idle.isRunning() && !busy.isRunning());
		assertThat(received).isEmpty();
	}

	@Test
	@DisplayName("What is tried again is the next attempt of the same JVM")
	void retried() throws Exception {
		ListeningJvm one = jvm(this.settings, (options) -> options.getRetry().setDelay(Duration.ofMillis(1)));
		BlockingQueue<SyncMessage<Job>> attempts = new LinkedBlockingQueue<>();
		listen(one, (message) -> {
			attempts.add(message);
			if (message.attempt() == 1) {
				throw new IllegalStateException("expected");
			}
		});
		one.queue("jobs", Job.class).put(new Job(1, "a"));
		assertThat(next(attempts).attempt()).isOne();
		assertThat(next(attempts).attempt()).isEqualTo(2);
		assertNothingLeft();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An item.
	 */
	record Job(int id, String name) {

	}

}
