/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A script that puts takes for those callers of its JVM who wait, see {@link PutSide}.
 */
@Timeout(60)
class RedisQueueLoanTests {

	/** Nobody looks again by himself while a test runs. */
	static final InboxTiming SLEEPY = new InboxTiming(InboxTiming.DEFAULT.heartbeat(), Duration.ofMinutes(5),
			Duration.ofMinutes(10));

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("What is put for a caller of the same JVM who waits goes straight to him, and never into the list")
	void straight() {
		RedisSettings settings = TestRedis.settings();
		try (DefaultSyncRegistry registry = sleepy(settings)) {
			SyncQueue<String> queue = registry.queue("q", 1);
			settle(TestRedis.server(), registry, settings);
			long before = pushes();
			for (int i = 0; i < 20; i++) {
				String item = "item-" + i;
				Task<String> getter = this.threads.start("getter", queue::get);
				Waiters.awaitBlocked(registry, "q", 1, 0);
				queue.add(item);
				assertThat(getter.result()).isEqualTo(item);
			}
			assertThat(pushes()).isEqualTo(before);
			assertThat(TestRedis.server().run("HGET", key(settings, "m"), "n")).isEqualTo("30");
			assertThat(queue.size()).isZero();
		}
	}

	/**
	 * Hand some items over, so that from then on the JVM looks no more by itself, as it
	 * does when its subscription begins.
	 */
	private void settle(RedisServer server, DefaultSyncRegistry registry, RedisSettings settings) {
		SyncQueue<String> queue = registry.queue("q");
		for (int i = 0; i < 10; i++) {
			Task<String> getter = this.threads.start("settling", queue::get);
			Waiters.awaitBlocked(registry, "q", 1, 0);
			TestThreads.eventually().until(() -> isSubscribed(server, settings));
			queue.add("item");
			assertThat(getter.result()).isEqualTo("item");
		}
	}

	private static boolean isSubscribed(RedisServer server, RedisSettings settings) {
		return !((List<?>) server.run("PUBSUB", "CHANNELS", Keys.inbox(settings.namespace(), "*"))).isEmpty();
	}

	private static long pushes() {
		return ((String) TestRedis.server().run("INFO", "commandstats")).lines()
			.filter((line) -> line.startsWith("cmdstat_rpush:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("cmdstat_rpush:calls=(\\d+),.*", "$1")))
			.sum();
	}

	private static void awaitNoted(RedisServer server) {
		TestThreads.eventually().until(() -> server.run("ZCARD", "sync:1:{faults:queues:q}:wi").equals(1L));
	}

	@Test
	@DisplayName("Put and take happen once each although the reply to both gets lost")
	void lostReply() {
		try (Faults faults = Faults.durable()) {
			SyncQueue<String> queue = faults.one().queue("q");
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(faults.one(), "q", 1, 0);
			awaitNoted(faults.server());
			faults.loseReply();
			queue.add("a");
			assertThat(getter.result()).isEqualTo("a");
			assertThat(faults.proxy().dropped()).isPositive();
			assertThat(queue.poll()).isNull();
			assertThat(faults.server().run("HGET", "sync:1:{faults:queues:q}:m", "n")).isEqualTo("1");
		}
	}

	@Test
	@DisplayName("A caller gets what was taken for him by a put that was given up")
	void givenUp() {
		RedisSettings settings = new RedisSettings("given-up", Duration.ofSeconds(3));
		try (Faults faults = Faults.durable(); DefaultSyncRegistry registry = sleepy(faults.factory(), settings)) {
			SyncQueue<String> queue = registry.queue("q");
			settle(faults.server(), registry, settings);
			String put = (String) faults.server().run("HGET", key(settings, "m"), "n");
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(registry, "q", 1, 0);
			faults.proxy().mute();
			Task<Boolean> putter = this.threads.start("putter", () -> queue.offer("a"));
			assertThat(putter.failure()).isInstanceOf(SyncUnavailableException.class)
				.hasMessageContaining("may or may");
			assertThat(faults.server().run("HGET", key(settings, "m"), "n"))
				.isEqualTo(String.valueOf(Integer.parseInt(put) + 1));
			faults.proxy().cut();
			assertThat(getter.result()).isEqualTo("a");
			TestThreads.eventually().ignoreExceptions().until(() -> queue.offer("b"));
			assertThat(queue.poll()).isEqualTo("b");
		}
	}

	@Test
	@DisplayName("Another JVM that has waited for longer comes first")
	void othersFirst() {
		RedisSettings settings = TestRedis.settings();
		String inbox = Keys.inbox(settings.namespace(), "other");
		CompletableFuture<String> told = new CompletableFuture<>();
		try (RedisConnection other = TestRedis.factory().getConnection(); DefaultSyncRegistry one = sleepy(settings)) {
			SyncQueue<String> queue = one.queue("q");
			settle(TestRedis.server(), one, settings);
			other.subscribe((message, pattern) -> told.complete(Keys.text(message.getBody())), Keys.bytes(inbox));
			TestThreads.eventually()
				.until(() -> TestRedis.server().run("PUBSUB", "NUMSUB", inbox).equals(List.of(inbox, 1L)));
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(one, "q", 1, 0);
			String before = String.valueOf(System.currentTimeMillis() - 5_000);
			TestRedis.server().run("ZADD", key(settings, "wi"), before, inbox);
			queue.add("a");
			assertThat(told).succeedsWithin(Duration.ofSeconds(20)).asString().startsWith("item ");
			assertThat(queue.size()).isOne();
			queue.add("b");
			assertThat(getter.result()).isEqualTo("a");
		}
	}

	static DefaultSyncRegistry sleepy(RedisSettings settings) {
		return sleepy(TestRedis.factory(), settings);
	}

	private static DefaultSyncRegistry sleepy(LettuceConnectionFactory factory, RedisSettings settings) {
		RedisEngine engine = new RedisEngine(factory, settings, RegistrySettings.DEFAULT, JsonFormat.foundModules(),
				RedisEngine.SNAPSHOT_PATIENCE, SLEEPY);
		engine.start();
		return new DefaultSyncRegistry(engine, RegistrySettings.DEFAULT);
	}

	private static void awaitNoted(RedisSettings settings, long jvms) {
		TestThreads.eventually().until(() -> TestRedis.server().run("ZCARD", key(settings, "wi")).equals(jvms));
	}

	private static String key(RedisSettings settings, String suffix) {
		return Keys.text(new Keys(settings.namespace(), SyncKind.QUEUE, "q").key(suffix));
	}

	@Test
	@DisplayName("A closed queue is emptied although others go on trying to put")
	void closed() {
		RedisSettings settings = TestRedis.settings();
		try (DefaultSyncRegistry registry = sleepy(settings)) {
			SyncQueue<String> queue = registry.queue("q");
			List<String> items = IntStream.range(0, 100).mapToObj((i) -> "item-" + i).toList();
			items.forEach(queue::add);
			queue.close();
			AtomicBoolean over = new AtomicBoolean();
			List<Task<Void>> putters = IntStream.range(0, 4).mapToObj((i) -> this.threads.run("putter-" + i, () -> {
				while (!over.get()) {
					assertThatExceptionOfType(QueueClosedException.class).isThrownBy(() -> queue.offer("late"));
				}
			})).toList();
			Task<List<String>> getter = this.threads.start("getter", () -> {
				List<String> taken = new ArrayList<>();
				queue.forEach(taken::add);
				return taken;
			});
			assertThat(getter.result()).isEqualTo(items);
			over.set(true);
			putters.forEach(Task::result);
		}
	}

	@Test
	@DisplayName("Without memory left nothing is put along with a take, and taking goes on")
	void noMemory() {
		try (Faults faults = Faults.durable()) {
			SyncQueue<String> queue = faults.one().queue("q");
			IntStream.range(0, 50).forEach((i) -> queue.add("item-" + i));
			faults.server().run("CONFIG", "SET", "maxmemory", "1");
			List<Task<Integer>> getters = IntStream.range(0, 4)
				.mapToObj((i) -> this.threads.start("getter-" + i, () -> {
					int taken = 0;
					while (queue.poll() != null) {
						taken++;
					}
					return taken;
				}))
				.toList();
			List<Task<Object>> putters = IntStream.range(0, 8)
				.<Task<Object>>mapToObj((i) -> this.threads.start("putter-" + i, () -> queue.offer("late")))
				.toList();
			assertThat(putters)
				.allSatisfy((task) -> assertThat(task.failure()).isNotNull().isNotInstanceOf(AssertionError.class));
			assertThat(getters.stream().mapToInt(Task::result).sum()).isEqualTo(50);
			faults.server().run("CONFIG", "SET", "maxmemory", "0");
			assertThat(queue.size()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	@DisplayName("A caller for whom a put does not take what it has put looks for it himself if nobody else does")
	void looksAgain(int priority) throws InterruptedException {
		RedisSettings settings = TestRedis.settings();
		try (DefaultSyncRegistry registry = sleepy(settings)) {
			SyncQueue<String> queue = registry.queue("q");
			PutOptions options = PutOptions.defaults().priority(priority);
			queue.put("before", options);
			assertThat(queue.get()).isEqualTo("before");
			settle(TestRedis.server(), registry, settings);
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(registry, "q", 1, 0);
			// As if another JVM had chosen this one, and its message were under way, or
			// the first of those who wait had died.
			TestRedis.server().run("ZPOPMIN", key(settings, "wi"));
			TestRedis.server().run("ZADD", key(settings, "wi"), "1", Keys.inbox(settings.namespace(), "dead"));
			queue.put("a", options);
			assertThat(getter.result()).isEqualTo("a");
		}
	}

	@Test
	@DisplayName("A JVM that is still noted down but takes no more passes every wake-up on")
	void passedOn() throws InterruptedException {
		RedisSettings settings = TestRedis.settings();
		try (DefaultSyncRegistry one = sleepy(settings); DefaultSyncRegistry other = sleepy(settings)) {
			for (String item : List.of("a", "b", "c")) {
				one.queue("q").add("before");
				// Noted down, since nothing is left.
				assertThat(one.<String>queue("q").get()).isEqualTo("before");
				Task<String> getter = this.threads.start("getter", () -> other.<String>queue("q").get());
				awaitNoted(settings, 2);
				other.queue("q").add(item);
				assertThat(getter.result()).isEqualTo(item);
			}
		}
	}

	@Test
	@DisplayName("Many callers of two JVMs that put and take at once lose nothing and wait for nothing")
	void busy() {
		RedisSettings settings = TestRedis.settings();
		try (DefaultSyncRegistry one = sleepy(settings); DefaultSyncRegistry other = sleepy(settings)) {
			ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
			List<Task<Void>> tasks = IntStream.range(0, 16).mapToObj((i) -> {
				SyncQueue<Integer> queue = ((i % 2 == 0) ? one : other).queue("q", 3);
				return (i < 8) ? this.threads.run("putter-" + i, () -> {
					for (int k = 0; k < 200; k++) {
						queue.put(i * 200 + k);
					}
				}) : this.threads.run("getter-" + i, () -> {
					for (int k = 0; k < 200; k++) {
						taken.add(queue.get());
					}
				});
			}).toList();
			tasks.forEach(Task::result);
			assertThat(taken).hasSize(1600).doesNotHaveDuplicates();
		}
	}

}
