/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Callers of two JVMs move items while something goes wrong again and again. As long as
 * both live, an item whose put returned is taken once, and no other item is.
 */
@Timeout(120)
class RedisQueueFaultTests {

	private static final int CALLERS = 4;

	private static final int STEP = 60;

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8 })
	@DisplayName("Nothing is lost and nothing comes twice while everything goes wrong in turn")
	void everythingInTurn(int maxSize) {
		try (Faults faults = Faults.durable()) {
			Traffic traffic = new Traffic(faults, maxSize);
			faults.inTurn(traffic.taken, STEP);
			traffic.end();
			assertThat(faults.proxy().dropped()).isPositive();
		}
	}

	@Test
	@DisplayName("Nothing is lost and nothing comes twice while callers time out, are interrupted and replies get lost")
	void leavingCallers() {
		try (Faults faults = Faults.durable()) {
			Traffic traffic = new Traffic(faults, 2);
			AtomicBoolean over = new AtomicBoolean();
			List<Task<Void>> impatient = IntStream.range(0, CALLERS)
				.mapToObj((i) -> this.threads.run("impatient-" + i, () -> {
					SyncQueue<Integer> queue = traffic.queue(i);
					while (!over.get()) {
						try {
							traffic.got(queue.poll(Duration.ofNanos(100_000)));
							traffic.got(queue.get());
						}
						catch (InterruptedException ex) {
							// Nothing was taken
						}
					}
				}))
				.toList();
			for (int i = 0; i < 40; i++) {
				int before = traffic.taken.get();
				TestThreads.eventually().until(() -> traffic.taken.get() - before > 10);
				impatient.get(i % CALLERS).thread().interrupt();
				if (i % 4 == 0) {
					faults.loseReply();
				}
			}
			over.set(true);
			// A caller may be interrupted in one wait and go on to the next.
			impatient.forEach((caller) -> TestThreads.eventually().until(() -> {
				caller.thread().interrupt();
				return !caller.isRunning();
			}));
			impatient.forEach(Task::result);
			traffic.end();
			assertThat(faults.proxy().dropped()).isEqualTo(10);
		}
	}

	@Test
	@DisplayName("Storms that kill connections and subscriptions lose nothing")
	void storms() {
		try (Faults faults = Faults.durable()) {
			Traffic traffic = new Traffic(faults, 4);
			faults.storm(traffic.taken, 20);
			traffic.end();
		}
	}

	@Test
	@DisplayName("A frozen server keeps everybody waiting and loses nothing")
	void frozenServer() {
		try (Faults faults = Faults.durable()) {
			Traffic traffic = new Traffic(faults, 4);
			for (int i = 0; i < 3; i++) {
				int before = traffic.taken.get();
				TestThreads.eventually().until(() -> traffic.taken.get() - before > STEP);
				faults.server().freeze();
				Task<Integer> queued = this.threads.start("late-" + i, () -> traffic.queue(0).size());
				queued.awaitBlocked();
				faults.server().thaw();
				queued.result();
			}
			traffic.end();
		}
	}

	@Test
	@DisplayName("A getter outlives a partition, an item that comes afterwards reaches it; others are told in time")
	void partition() {
		try (Faults faults = Faults.impatient()) {
			SyncQueue<String> queue = faults.one().queue("q", 1);
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(faults.one(), "q", 1, 0);
			faults.proxy().refuse();
			List<Task<Object>> told = List.of(this.threads.start("poller", queue::poll),
					this.threads.start("putter", () -> queue.offer("a")), this.threads.start("looker", queue::size));
			assertThat(told)
				.allSatisfy((task) -> assertThat(task.failure()).isInstanceOf(SyncUnavailableException.class)
					.hasMessageContaining("queue \"q\""));
			Task<String> late = this.threads.start("late", queue::get);
			Task<String> interrupted = this.threads.start("interrupted", queue::get);
			interrupted.awaitBlocked().thread().interrupt();
			assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
			faults.proxy().admit();
			// What may or may not have happened must not be done again with the same
			// item.
			AtomicInteger next = new AtomicInteger();
			for (int i = 0; i < 2; i++) {
				TestThreads.eventually().ignoreExceptions().until(() -> queue.offer("b" + next.incrementAndGet()));
			}
			assertThat(List.of(getter.result(), late.result())).doesNotContainNull().doesNotHaveDuplicates();
		}
	}

	@Test
	@DisplayName("Items that come while a partition lasts reach those who waited before it and those who came meanwhile")
	void otherSideOfPartition() {
		try (Faults faults = Faults.durable()) {
			SyncQueue<String> queue = faults.one().queue("q", 1);
			SyncQueue<String> same = faults.direct().queue("q");
			Task<String> early = this.threads.start("early", queue::get);
			Waiters.awaitBlocked(faults.one(), "q", 1, 0);
			faults.proxy().refuse();
			Task<String> late = this.threads.start("late", queue::get);
			assertThat(same.offer("a")).isTrue();
			Task<Void> putter = this.threads.run("putter", () -> same.put("b"));
			Waiters.awaitBlocked(faults.direct(), "q", 0, 1);
			early.awaitBlocked();
			late.awaitBlocked();
			assertThat(same.size()).isOne();
			faults.proxy().admit();
			assertThat(List.of(early.result(), late.result())).containsExactlyInAnyOrder("a", "b");
			putter.result();
			assertThat(same.size()).isZero();
		}
	}

	@Test
	@DisplayName("The end of a JVM does not wait for a server that does not answer")
	void closingWhileFrozen() {
		try (Faults faults = Faults.impatient()) {
			SyncQueue<String> queue = faults.one().queue("q");
			Task<String> parked = this.threads.start("parked", queue::get);
			Waiters.awaitBlocked(faults.one(), "q", 1, 0);
			faults.server().freeze();
			Task<Boolean> putter = this.threads.start("putter", () -> queue.offer("a", Duration.ofHours(1)));
			putter.awaitBlocked();
			faults.one().close();
			assertThat(parked.result()).isNull();
			assertThat(putter.failure()).isInstanceOf(SyncUnavailableException.class);
			faults.server().thaw();
		}
	}

	@Test
	@DisplayName("A JVM that died while it waited keeps nobody from being woken")
	void deadWaiter() {
		try (Faults faults = Faults.durable()) {
			SyncQueue<String> queue = faults.one().queue("q");
			Task<String> getter = this.threads.start("getter", queue::get);
			Waiters.awaitBlocked(faults.one(), "q", 1, 0);
			String waiting = "sync:1:{faults:queues:q}:wi";
			TestThreads.eventually().until(() -> faults.server().run("ZCARD", waiting).equals(1L));
			// One whose look is long ago, and one that nobody listens to.
			faults.server().run("ZADD", waiting, "1", "sync:1:faults:inbox:old");
			faults.server().run("ZADD", waiting, "1000", "sync:1:faults:inbox:older");
			String now = String
				.valueOf(Long.parseLong(((List<?>) faults.server().run("TIME")).get(0).toString()) * 1000 - 5_000);
			faults.server().run("ZADD", waiting, now, "sync:1:faults:inbox:dead");
			faults.other().<String>queue("q").add("a");
			assertThat(getter.result()).isEqualTo("a");
			assertThat((List<?>) faults.server().run("ZRANGE", waiting, "0", "-1")).extracting(Object::toString)
				.noneMatch((channel) -> channel.matches(".*:(old|older|dead)"));
		}
	}

	@Test
	@DisplayName("When Redis comes back empty the queue is open and empty, with its bound, and waiters go on")
	void restartedEmpty() {
		try (Faults faults = Faults.forgetful()) {
			SyncQueue<String> queue = faults.one().queue("q", String.class, 1);
			SyncQueue<String> same = faults.other().queue("q");
			queue.add("lost");
			queue.pause();
			faults.restart();
			assertThat(queue.size()).isZero();
			assertThat(queue.isPaused()).isFalse();
			Task<String> getter = this.threads.start("getter", same::get);
			Waiters.awaitBlocked(faults.other(), "q", 1, 0);
			faults.restart();
			queue.add("a");
			assertThat(getter.result()).isEqualTo("a");
			assertThat(same.offer("b")).isTrue();
			assertThat(queue.offer("c")).isFalse();
			assertThat(faults.server().run("HMGET", "sync:1:{faults:queues:q}:m", "s", "t"))
				.isEqualTo(List.of("1", "java.lang.String"));
		}
	}

	@Test
	@DisplayName("Without memory left a put is refused with Redis's reason, and everything else works on")
	void noMemory() throws InterruptedException {
		try (Faults faults = Faults.durable()) {
			SyncQueue<String> queue = faults.one().queue("q");
			SyncQueue<String> empty = faults.one().queue("empty");
			queue.put("a");
			queue.put("b");
			faults.server().run("CONFIG", "SET", "maxmemory", "1");
			assertThatExceptionOfType(SyncException.class).isThrownBy(() -> queue.put("c"))
				.isNotInstanceOf(SyncUnavailableException.class)
				.withMessageContainingAll("queue \"q\"", "OOM");
			Task<String> getter = this.threads.start("getter", empty::get);
			Waiters.awaitBlocked(faults.one(), "empty", 1, 0);
			assertThat(empty.poll()).isNull();
			assertThat(queue.get()).isEqualTo("a");
			assertThat(queue.pause()).isTrue();
			assertThat(queue.poll()).isNull();
			assertThat(queue.resume()).isTrue();
			assertThat(queue.close()).isTrue();
			assertThat(queue.closeNow()).containsExactly("b");
			faults.server().run("CONFIG", "SET", "maxmemory", "0");
			empty.put("d");
			assertThat(getter.result()).isEqualTo("d");
		}
	}

	/**
	 * Puts and takes items of two JVMs, and keeps account.
	 */
	private final class Traffic {

		private final Faults faults;

		private final AtomicInteger next = new AtomicInteger();

		private final AtomicInteger taken = new AtomicInteger();

		private final ConcurrentLinkedQueue<Integer> put = new ConcurrentLinkedQueue<>();

		private final ConcurrentLinkedQueue<Integer> got = new ConcurrentLinkedQueue<>();

		private final AtomicBoolean over = new AtomicBoolean();

		private final List<Task<Void>> putters;

		private final List<Task<Void>> getters;

		Traffic(Faults faults, int maxSize) {
			this.faults = faults;
			faults.one().queue("q", maxSize);
			this.putters = IntStream.range(0, CALLERS).mapToObj(this::putter).toList();
			this.getters = IntStream.range(0, CALLERS).mapToObj(this::getter).toList();
		}

		SyncQueue<Integer> queue(int caller) {
			return ((caller % 2 == 0) ? this.faults.one() : this.faults.other()).queue("q");
		}

		void got(Integer item) {
			if (item != null) {
				this.got.add(item);
				this.taken.incrementAndGet();
			}
		}

		private Task<Void> putter(int i) {
			return RedisQueueFaultTests.this.threads.run("putter-" + i, () -> {
				SyncQueue<Integer> queue = queue(i);
				while (!this.over.get()) {
					int item = this.next.incrementAndGet();
					switch (item % 4) {
						case 0 -> {
							if (queue.offer(item)) {
								this.put.add(item);
							}
						}
						case 1 -> {
							if (queue.offer(item, Duration.ofMillis(1))) {
								this.put.add(item);
							}
						}
						case 2 -> {
							queue.putAsync(item).join();
							this.put.add(item);
						}
						default -> {
							queue.put(item);
							this.put.add(item);
						}
					}
				}
			});
		}

		private Task<Void> getter(int i) {
			return RedisQueueFaultTests.this.threads.run("getter-" + i, () -> {
				SyncQueue<Integer> queue = queue(i);
				if (i % 2 == 0) {
					queue.forEach(this::got);
				}
				else {
					while (!queue.isClosed() || queue.size() > 0) {
						got(queue.poll(Duration.ofMillis(5)));
					}
				}
			});
		}

		void end() {
			this.over.set(true);
			this.putters.forEach(Task::result);
			queue(0).close();
			this.getters.forEach(Task::result);
			Stream.generate(queue(0)::poll).takeWhile((item) -> item != null).forEach(this.got::add);
			assertThat(this.got.stream().sorted().toList()).isEqualTo(this.put.stream().sorted().toList());
		}

	}

}
