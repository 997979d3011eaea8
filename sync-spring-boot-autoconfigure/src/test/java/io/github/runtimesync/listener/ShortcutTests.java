/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that never find their queue empty still hear of everything else.
 */
@Timeout(60)
class ShortcutTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	@DisplayName("A pause leaves what is behind the item in hand")
	void pause() throws Exception {
		put("one", "two", "three");
		SyncListenerContainer container = this.fixture.listen(this::holdSecond);
		TestThreads.eventually().until(() -> this.fixture.jobs().size() == 1);
		TestThreads.eventually()
			.until(() -> container.snapshot().handled() == 1 && container.snapshot().inProcess() == 1);
		container.pause();
		this.release.countDown();
		assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
		assertThat(this.fixture.jobs().size()).isOne();
		assertThat(container.snapshot().handled()).isEqualTo(2);
		container.resume();
		TestThreads.eventually().until(() -> container.snapshot().handled() == 3);
	}

	@Test
	@DisplayName("A worker that is too many leaves a backlog to the others")
	void retire() throws Exception {
		this.fixture.options.setConcurrency("2");
		CountDownLatch enough = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> putUnless(enough));
		put("one", "two");
		TestThreads.eventually().until(() -> container.snapshot().handled() > 100);
		container.scale(1, 1);
		TestThreads.eventually().until(() -> container.snapshot().workers() == 1);
		enough.countDown();
	}

	@Test
	@DisplayName("A retry comes though fresh items never end")
	void retry() throws Exception {
		CountDownLatch retried = new CountDownLatch(2);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			if (item.equals("bad")) {
				retried.countDown();
				throw new IllegalStateException("bad");
			}
			putUnless(retried);
		});
		put("one", "two", "bad", "three");
		retried.await();
		TestThreads.eventually().until(() -> container.snapshot().deadLetters() == 1);
	}

	@Test
	@DisplayName("More workers come once there may be more")
	void grow() throws Exception {
		CountDownLatch enough = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> putUnless(enough));
		put("one", "two");
		TestThreads.eventually().until(() -> container.snapshot().handled() > 100);
		container.scale(1, 3);
		TestThreads.eventually().until(() -> container.snapshot().workers() == 3);
		enough.countDown();
	}

	@Test
	@DisplayName("After a restart the queue is the one that exists now")
	void restart() throws Exception {
		put("one", "two", "three");
		List<String> done = new ArrayList<>();
		SyncListenerContainer container = this.fixture.listen((item) -> {
			holdSecond(item);
			done.add(item);
		});
		TestThreads.eventually()
			.until(() -> container.snapshot().handled() == 1 && container.snapshot().inProcess() == 1);
		container.stop();
		this.fixture.registry.remove(SyncKind.QUEUE, "jobs");
		put("four");
		container.start();
		this.release.countDown();
		TestThreads.eventually().until(() -> container.snapshot().handled() == 3);
		assertThat(done).containsExactly("one", "two", "four");
		assertThat(container.isRunning()).isTrue();
	}

	@Test
	@DisplayName("What fails on the way is retried, what does not fit is not, and both become dead letters")
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void failures() throws Exception {
		this.fixture.options.getRetry().setMaxRetries(1L);
		SyncQueue<Object> jobs = (SyncQueue) this.fixture.jobs();
		for (int i = 0; i < 1000; i++) {
			jobs.put((i % 10 == 3) ? Integer.valueOf(i) : (i % 10 == 5) ? "bad" : "good");
		}
		SyncListenerContainer container = this.fixture.listen((item) -> {
			if (item.equals("bad")) {
				throw new IllegalStateException("bad");
			}
		});
		TestThreads.eventually()
			.until(() -> container.snapshot().deadLetters() == 200 && container.snapshot().inRetry() == 0
					&& container.snapshot().idleWorkers() == 1);
		assertThat(container.snapshot().handled()).as("with a second attempt of what failed only").isEqualTo(1100);
		assertThat(container.snapshot().inProcess()).isZero();
		assertThat(this.fixture.dead().size()).isEqualTo(200);
	}

	@Test
	@DisplayName("An interrupt that the method leaves behind does not reach the next item")
	void interrupt() throws Exception {
		put("one", "two", "three", "four");
		AtomicInteger interrupted = new AtomicInteger();
		CompletableFuture<Integer> result = new CompletableFuture<>();
		this.fixture.listen((item) -> {
			if (Thread.currentThread().isInterrupted()) {
				interrupted.incrementAndGet();
			}
			Thread.currentThread().interrupt();
			if (item.equals("four")) {
				result.complete(interrupted.get());
			}
		});
		assertThat(result.get()).isZero();
	}

	private void put(String... items) throws InterruptedException {
		for (String item : items) {
			this.fixture.jobs().put(item);
		}
	}

	private void holdSecond(String item) {
		if (item.equals("two")) {
			awaitRelease();
		}
	}

	private void awaitRelease() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Put another item, so that there is always one, and a few more to begin with.
	 */
	private void putUnless(CountDownLatch enough) {
		if (enough.getCount() > 0) {
			for (int i = 0; i < ((this.fixture.jobs().size() < 10) ? 2 : 1); i++) {
				this.fixture.jobs().add("next");
			}
		}
	}

}
