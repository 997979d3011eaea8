/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.contract.TestThreads;

/**
 * The alarm of a retry wakes one worker; none of several sleeps on for that.
 */
@Timeout(60)
class RetryWakeUpTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final AtomicInteger attempts = new AtomicInteger();

	private final CountDownLatch release = new CountDownLatch(1);

	private final CountDownLatch second = new CountDownLatch(1);

	@BeforeEach
	void twoWorkers() {
		this.fixture.options.setConcurrency("2");
		this.fixture.options.getRetry().setDelay(Duration.ofMillis(500));
	}

	@AfterEach
	void release() {
		this.release.countDown();
		this.second.countDown();
	}

	@Test
	@DisplayName("When the queue is closed and the last retry succeeds, all workers end")
	void closedQueue() throws Exception {
		SyncListenerContainer container = this.fixture.listen((item) -> failFirst());
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 2);
		this.fixture.jobs().put("bad");
		TestThreads.eventually().until(() -> this.attempts.get() > 0 && container.snapshot().idleWorkers() == 2);
		this.fixture.jobs().close();
		TestThreads.eventually().until(() -> !container.isRunning() && container.snapshot().workers() == 0);
	}

	@Test
	@DisplayName("When there is room for retries again, all workers go on")
	void fullRetries() throws Exception {
		this.fixture.options.getRetry().setMaxItems(1);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			switch (item) {
				case "bad" -> failFirst();
				case "second" -> awaitQuietly(this.second);
				default -> awaitQuietly(this.release);
			}
		});
		this.fixture.jobs().put("second");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 1);
		this.fixture.jobs().put("bad");
		TestThreads.eventually().until(() -> this.attempts.get() > 0 && container.snapshot().idleWorkers() == 1);
		this.second.countDown();
		TestThreads.eventually().until(() -> this.attempts.get() == 2 || container.snapshot().idleWorkers() == 2);
		this.fixture.jobs().put("one");
		this.fixture.jobs().put("two");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 2);
	}

	@Test
	@DisplayName("When it wakes one that waits for the rest of a batch, another makes the retry")
	void partialBatch() throws Exception {
		this.fixture.options.getBatch().setSize(2);
		this.fixture.options.getBatch().setTimeout(Duration.ofHours(1));
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch retried = new CountDownLatch(1);
		Set<List<String>> seen = ConcurrentHashMap.newKeySet();
		SyncListenerContainer container = this.fixture.listeners()
			.register(SyncListenerEndpoint.forBatches("jobs", "jobs", String.class, (batch) -> {
				if (batch.contains("slow")) {
					awaitQuietly(this.release);
				}
				else if (!seen.add(batch)) {
					retried.countDown();
				}
				else if (Thread.currentThread().getName().equals("sync-jobs-1")) {
					awaitQuietly(first);
					failFirst();
				}
				else {
					awaitQuietly(this.second);
				}
			}));
		for (int i = 0; i < 4; i++) {
			this.fixture.jobs().put("job " + i);
		}
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 4);
		first.countDown();
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 1);
		this.fixture.jobs().put("slow");
		TestThreads.eventually().until(() -> this.fixture.jobs().size() == 0);
		this.second.countDown();
		TestThreads.eventually().until(() -> retried.getCount() == 0 || container.snapshot().idleWorkers() == 2);
		TestThreads.eventually().until(() -> retried.getCount() == 0);
	}

	private void failFirst() {
		if (this.attempts.incrementAndGet() == 1) {
			throw new IllegalStateException("not yet");
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
