/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.listener.SyncListenerSnapshot.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of items that a listener fails to process.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ListenerFailureTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	@Test
	@DisplayName("An item whose listener always throws is tried as often as configured and becomes a dead letter")
	void alwaysThrows() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		SyncListenerContainer container = this.fixture.listen((item) -> {
			attempts.incrementAndGet();
			throw new IllegalStateException("never works");
		});
		this.fixture.jobs().put("job");
		DeadLetter<String> letter = this.fixture.dead().get();
		assertThat(letter.item()).isEqualTo("job");
		assertThat(letter.attempts()).isEqualTo(4).isEqualTo(attempts.get());
		assertThat(letter.cause().type()).isEqualTo(IllegalStateException.class.getName());
		assertThat(letter.cause().message()).isEqualTo("never works");
		assertThat(letter.cause().stackTrace()).contains("ListenerFailureTests");
		assertThat(letter.firstFailure()).isBeforeOrEqualTo(letter.lastFailure());
		assertThat(letter.queue()).isEqualTo("jobs");
		assertThat(letter.listener()).isEqualTo("jobs");
		assertThat(letter.toString()).doesNotContain("job,");
		TestThreads.eventually().untilAsserted(() -> {
			SyncListenerSnapshot snapshot = container.snapshot();
			assertThat(snapshot.handled()).isEqualTo(4);
			assertThat(snapshot.failures()).isEqualTo(4);
			assertThat(snapshot.deadLetters()).isOne();
			assertThat(snapshot.inProcess() + snapshot.inRetry() + snapshot.undeliverable()).isZero();
		});
	}

	@Test
	@DisplayName("Of a thousand items whose listener always throws, each becomes a dead letter once")
	void alwaysThrowsForMany() throws Exception {
		this.fixture.options.setConcurrency("4");
		this.fixture.options.getRetry().setMaxItems(10);
		this.fixture.options.getRetry().setMaxRetries(1L);
		for (int i = 0; i < 1000; i++) {
			this.fixture.jobs().put("job " + i);
		}
		this.fixture.listen((item) -> {
			throw new IllegalStateException("never works");
		});
		List<String> dead = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 1000; i++) {
			dead.add(this.fixture.dead().get().item());
		}
		assertThat(dead).doesNotHaveDuplicates().hasSize(1000);
		assertThat(this.fixture.dead().poll()).isNull();
	}

	@Test
	@DisplayName("An item that succeeds at a later attempt is done")
	void succeedsLater() throws Exception {
		CountDownLatch third = new CountDownLatch(3);
		this.fixture.listen((item) -> {
			third.countDown();
			if (third.getCount() > 0) {
				throw new IllegalStateException("not yet");
			}
		});
		this.fixture.jobs().put("job");
		third.await();
		SyncListenerContainer container = this.fixture.listeners().getContainer("jobs");
		TestThreads.eventually().untilAsserted(() -> assertThat(container.snapshot().handled()).isEqualTo(3));
		assertThat(this.fixture.dead().poll()).isNull();
	}

	@Test
	@DisplayName("An error is not retried, and the worker goes on")
	void error() throws Exception {
		CountDownLatch second = new CountDownLatch(1);
		List<String> threads = new CopyOnWriteArrayList<>();
		this.fixture.listen((item) -> {
			threads.add(Thread.currentThread().getName());
			if (item.equals("bad")) {
				throw new AssertionError("broken");
			}
			second.countDown();
		});
		this.fixture.jobs().put("bad");
		this.fixture.jobs().put("good");
		second.await();
		DeadLetter<String> letter = this.fixture.dead().get();
		assertThat(letter.item()).isEqualTo("bad");
		assertThat(letter.attempts()).isOne();
		assertThat(threads).containsExactly("sync-jobs-1", "sync-jobs-1");
	}

	@Test
	@DisplayName("So with errors of the JVM itself")
	void virtualMachineError() throws Exception {
		this.fixture.listen((item) -> {
			if (item.equals("deep")) {
				recurse(0);
			}
			throw new OutOfMemoryError("as good as");
		});
		this.fixture.jobs().put("deep");
		this.fixture.jobs().put("wide");
		assertThat(this.fixture.dead().get().cause().type()).isEqualTo(StackOverflowError.class.getName());
		assertThat(this.fixture.dead().get().cause().type()).isEqualTo(OutOfMemoryError.class.getName());
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	@Test
	@DisplayName("Exceptions that are excluded, or not included, are not retried")
	void excluded() throws Exception {
		this.fixture.options.getRetry().setIncludes(List.of(RuntimeException.class));
		this.fixture.options.getRetry().setExcludes(List.of(IllegalArgumentException.class));
		this.fixture.listen((item) -> {
			throw item.equals("excluded") ? new IllegalArgumentException() : new IllegalStateException();
		});
		this.fixture.jobs().put("excluded");
		assertThat(this.fixture.dead().get().attempts()).isOne();
		this.fixture.jobs().put("included");
		assertThat(this.fixture.dead().get().attempts()).isEqualTo(4);
	}

	@Test
	@DisplayName("Waiting for a retry keeps no worker from other items")
	void backOff() throws Exception {
		this.fixture.options.getRetry().setDelay(Duration.ofHours(1));
		CountDownLatch others = new CountDownLatch(100);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			if (item.equals("bad")) {
				throw new IllegalStateException();
			}
			others.countDown();
		});
		this.fixture.jobs().put("bad");
		for (int i = 0; i < 100; i++) {
			this.fixture.jobs().put("good");
		}
		others.await();
		assertThat(container.snapshot().inRetry()).isOne();
	}

	@Test
	@DisplayName("While as many items wait for a retry as may, no fresh one is taken")
	void fullRetries() throws Exception {
		this.fixture.options.getRetry().setDelay(Duration.ofHours(1));
		this.fixture.options.getRetry().setMaxItems(2);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			throw new IllegalStateException();
		});
		for (int i = 0; i < 5; i++) {
			this.fixture.jobs().put("job " + i);
		}
		TestThreads.eventually()
			.until(() -> container.snapshot().inRetry() == 2 && container.snapshot().idleWorkers() == 1);
		assertThat(this.fixture.jobs().size()).isEqualTo(3);
	}

	@Test
	@DisplayName("An item that does not fit the method becomes a dead letter without an attempt")
	void poison() throws Exception {
		SyncQueue<Object> jobs = this.fixture.registry.queue("jobs");
		jobs.put(42);
		CountDownLatch good = new CountDownLatch(1);
		this.fixture.listen((item) -> good.countDown());
		this.fixture.jobs().put("job");
		good.await();
		DeadLetter<?> letter = this.fixture.dead().get();
		assertThat(letter.item()).isEqualTo(42);
		assertThat(letter.attempts()).isZero();
		assertThat(letter.cause().type()).isEqualTo(ClassCastException.class.getName());
		assertThat(letter.cause().message()).contains("java.lang.String", "java.lang.Integer");
	}

	@Test
	@DisplayName("Of a batch only what does not fit becomes a dead letter")
	void poisonInBatch() throws Exception {
		SyncQueue<Object> jobs = this.fixture.registry.queue("jobs");
		jobs.put("one");
		jobs.put(2);
		jobs.put("three");
		List<List<String>> batches = new CopyOnWriteArrayList<>();
		this.fixture.listeners().register(SyncListenerEndpoint.forBatches("jobs", "jobs", String.class, batches::add));
		DeadLetter<?> letter = this.fixture.dead().get();
		assertThat(letter.item()).isEqualTo(2);
		TestThreads.eventually().until(() -> !batches.isEmpty());
		assertThat(batches).containsExactly(List.of("one", "three"));
	}

	@Test
	@DisplayName("While the dead-letter queue is full nothing is taken, warned of once; nothing is lost")
	void fullDeadLetterQueue(CapturedOutput output) throws Exception {
		this.fixture.options.getRetry().setMaxRetries(0L);
		this.fixture.options.getDeadLetters().setMaxSize(2);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			throw new IllegalStateException();
		});
		for (int i = 0; i < 5; i++) {
			this.fixture.jobs().put("job " + i);
		}
		TestThreads.eventually()
			.until(() -> container.snapshot().state() == State.BLOCKED && container.snapshot().workers() == 0);
		assertThat(container.snapshot().undeliverable()).isOne();
		assertThat(this.fixture.jobs().size()).isEqualTo(2);
		for (int i = 0; i < 5; i++) {
			assertThat(this.fixture.dead().get().item()).isEqualTo("job " + i);
		}
		TestThreads.eventually().until(() -> container.snapshot().state() == State.RUNNING);
		assertThat(container.snapshot().lost()).isZero();
		assertThat(output.toString().split("takes nothing from queue \"jobs\"", -1)).hasSize(2);
	}

	@Test
	@DisplayName("What finds its dead-letter queue closed is warned of and counted")
	void closedDeadLetterQueue(CapturedOutput output) throws Exception {
		this.fixture.options.getRetry().setMaxRetries(0L);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			throw new IllegalStateException();
		});
		this.fixture.dead().close();
		this.fixture.jobs().put("job");
		TestThreads.eventually().until(() -> container.snapshot().lost() == 1);
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(output).contains("is lost, since queue \"jobs.dead\" is closed"));
		assertThat(this.fixture.listeners().held()).singleElement()
			.satisfies((held) -> assertThat(held.undeliverable()).isOne());
	}

	@Test
	@DisplayName("A listener may leave its interrupt behind or throw for it; the next item is not affected")
	void interruptedListener() throws Exception {
		CountDownLatch clean = new CountDownLatch(1);
		this.fixture.listen((item) -> {
			if (item.equals("clean") && !Thread.currentThread().isInterrupted()) {
				clean.countDown();
			}
			Thread.currentThread().interrupt();
			if (item.equals("throws")) {
				throw new IllegalStateException(new InterruptedException());
			}
		});
		this.fixture.jobs().put("leaves it");
		this.fixture.jobs().put("throws");
		assertThat(this.fixture.dead().get().item()).isEqualTo("throws");
		this.fixture.jobs().put("clean");
		clean.await();
	}

	@Test
	@DisplayName("A worker that somebody else interrupts while it waits goes on waiting")
	void interruptedWorker() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.fixture.listen((item) -> done.countDown());
		DefaultSyncListenerContainer container = (DefaultSyncListenerContainer) this.fixture.listeners()
			.getContainer("jobs");
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 1);
		container.workers().get(0).thread().interrupt();
		this.fixture.jobs().put("job");
		done.await();
		assertThat(this.fixture.dead().size()).isZero();
	}

}
