/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases that a listener must keep as long as it works, leases that it must not keep, for
 * nobody else would ever get the items, and items that it must not keep without a lease,
 * for others have them.
 */
@Timeout(60)
class RedisListenerLeaseTests {

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final BlockingQueue<SyncMessage<String>> received = new LinkedBlockingQueue<>();

	@Test
	@DisplayName("A call that was stuck and fails when another JVM has its item is not repeated here")
	void stuckForLong() throws Exception {
		RedisSettings settings = TestRedis.settings().withLease(Duration.ofMillis(500));
		try (ListeningJvm one = new ListeningJvm(TestRedis.factory(), settings, this::soonStuck);
				ListeningJvm other = new ListeningJvm(TestRedis.factory(), settings, (options) -> {
				})) {
			SyncListenerContainer stuck = listenUntilOver(one);
			listen(other);
			assertThat(next().attempt()).isEqualTo(2);
			this.over.countDown();
			TestThreads.eventually().until(() -> stuck.snapshot().handled() == 1);
			assertThat(stuck.snapshot().failures()).isOne();
			assertThat(stuck.snapshot().inRetry()).isZero();
		}
	}

	@Test
	@DisplayName("A call that was stuck and fails while it still has its lease gives its item back")
	void stuckForShort() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(),
				TestRedis.settings().withLease(Duration.ofHours(1)), this::soonStuck)) {
			SyncListenerContainer stuck = listenUntilOver(jvm);
			TestThreads.eventually().until(() -> !stuck.snapshot().stuck().isEmpty());
			this.over.countDown();
			assertThat(next().attempt()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("A listener is not at work because of items that it left in a queue that was paused since")
	void paused() throws Exception {
		try (ListeningJvm jvm = new ListeningJvm(TestRedis.factory(), TestRedis.settings(), (options) -> {
		})) {
			SyncQueue<String> jobs = jvm.queue("jobs", String.class);
			jobs.put("job");
			jobs.put("another");
			jvm.listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (job) -> {
				this.entered.countDown();
				await(this.over);
			}));
			await(this.entered);
			jobs.pause();
			assertThat(jvm.listeners.isAtWork()).isTrue();
			this.over.countDown();
			TestThreads.eventually().until(() -> !jvm.listeners.isAtWork());
			assertThat(jobs.size()).isOne();
		}
	}

	@Test
	@DisplayName("A call that takes longer than a lease keeps its item: another JVM, which waits for it, gets nothing")
	void slow() throws Exception {
		RedisSettings settings = TestRedis.settings().withLease(Duration.ofSeconds(3));
		try (ListeningJvm one = new ListeningJvm(TestRedis.factory(), settings, (options) -> {
		}); ListeningJvm other = new ListeningJvm(TestRedis.factory(), settings, (options) -> {
		})) {
			SyncListenerContainer slow = takeUntilOver(one, "job");
			long end = TestRedis.leases(TestRedis.server(), settings, "jobs").values().iterator().next();
			SyncListenerContainer waiting = listen(other);
			TestThreads.eventually().until(() -> waiting.snapshot().idleWorkers() == 1);
			TestThreads.eventually().pollInterval(Duration.ofMillis(20)).until(() -> serverMillis() > end);
			// Takes what has come back, if anything has.
			assertThat(other.queue("jobs", String.class).poll()).isNull();
			this.over.countDown();
			TestThreads.eventually()
				.until(() -> slow.snapshot().inProcess() == 0
						&& TestRedis.leases(TestRedis.server(), settings, "jobs").isEmpty());
			assertThat(next().attempt()).isOne();
			assertThat(this.received).isEmpty();
			assertThat(waiting.snapshot().handled()).isZero();
			assertThat(slow.snapshot().handled()).isOne();
			assertThat(slow.snapshot().deadLetters()).isZero();
			assertThat(other.queue("jobs", String.class).poll()).isNull();
		}
	}

	private SyncListenerContainer takeUntilOver(ListeningJvm jvm, String item) throws InterruptedException {
		SyncListenerContainer container = jvm.listeners
			.register(SyncListenerEndpoint.forMessages("jobs", "jobs", String.class, (message) -> {
				this.received.add(message);
				this.entered.countDown();
				await(this.over);
			}));
		jvm.queue("jobs", String.class).put(item);
		await(this.entered);
		return container;
	}

	private static long serverMillis() {
		List<?> time = (List<?>) TestRedis.server().run("TIME");
		return Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
	}

	private void soonStuck(SyncListenerOptions options) {
		options.setStuckAfter(Duration.ofMillis(50));
		options.getRetry().setDelay(Duration.ofHours(1));
	}

	private SyncListenerContainer listenUntilOver(ListeningJvm jvm) throws InterruptedException {
		SyncListenerContainer container = jvm.listeners
			.register(SyncListenerEndpoint.forMessages("jobs", "jobs", String.class, (message) -> {
				if (message.attempt() > 1) {
					this.received.add(message);
					return;
				}
				this.entered.countDown();
				await(this.over);
				throw new IllegalStateException("expected");
			}));
		jvm.queue("jobs", String.class).put("job");
		await(this.entered);
		return container;
	}

	private SyncListenerContainer listen(ListeningJvm jvm) {
		return jvm.listeners
			.register(SyncListenerEndpoint.forMessages("jobs", "jobs", String.class, this.received::add));
	}

	private SyncMessage<String> next() throws InterruptedException {
		SyncMessage<String> message = this.received.poll(20, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	@Test
	@DisplayName("A batch whose second script fails is what the first has brought")
	void halfABatch() throws Exception {
		BlockingQueue<List<Job>> batches = new LinkedBlockingQueue<>();
		try (Faults faults = Faults.impatient();
				ListeningJvm jvm = new ListeningJvm(faults.factory(),
						new RedisSettings("faults", Duration.ofSeconds(1)),
						(options) -> options.getBatch().setSize(10))) {
			Job job = new Job(1);
			jvm.queue("jobs", Job.class).put(job);
			// Items are read between the two scripts, by the thread that sends both.
			Job.whenRead.set(faults.proxy()::refuse);
			jvm.listeners.register(SyncListenerEndpoint.forBatches("jobs", "jobs", Job.class, batches::add));
			assertThat(batches.poll(20, TimeUnit.SECONDS)).containsExactly(job);
			faults.proxy().admit();
		}
		finally {
			Job.whenRead.set(null);
		}
	}

	@Test
	@DisplayName("A listener whose item is gone when Redis comes back empty does no harm with its end, and handles what is put then")
	@ExtendWith(OutputCaptureExtension.class)
	void restartedEmpty(CapturedOutput output) throws Exception {
		RedisSettings settings = new RedisSettings("faults", Duration.ofMinutes(1));
		try (Faults faults = Faults.forgetful();
				ListeningJvm jvm = new ListeningJvm(faults.factory(), settings, (options) -> {
				})) {
			SyncListenerContainer container = takeUntilOver(jvm, "lost");
			faults.restart();
			this.over.countDown();
			TestThreads.eventually().until(() -> output.getOut().contains("but its lease had run out"));
			faults.other().queue("jobs", String.class).put("fresh");
			assertThat(next().item()).isEqualTo("lost");
			SyncMessage<String> fresh = next();
			assertThat(fresh.item()).isEqualTo("fresh");
			assertThat(fresh.attempt()).isOne();
			TestThreads.eventually()
				.until(() -> container.snapshot().handled() == 2
						&& TestRedis.leases(faults.server(), settings, "jobs").isEmpty());
			assertThat(container.snapshot().failures()).isZero();
			assertThat(container.snapshot().deadLetters()).isZero();
			assertThat(this.received).isEmpty();
		}
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
	 * An item that tells when it is made for the first time from now on.
	 */
	record Job(int id) {

		private static final AtomicReference<Runnable> whenRead = new AtomicReference<>();

		Job {
			Runnable action = whenRead.getAndSet(null);
			if (action != null) {
				action.run();
			}
		}

	}

}
