/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * While one call takes long, other workers take what else there is, whatever happened
 * before.
 */
@Timeout(60)
class ScaleUpTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Queue<String> done = new ConcurrentLinkedQueue<>();

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	@BeforeEach
	void upToTwo() {
		this.fixture.options.setConcurrency("1-2");
		this.fixture.options.setIdleTimeout(Duration.ofHours(1));
	}

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	@DisplayName("After idle workers went")
	void scaledDown() throws Exception {
		this.fixture.options.setIdleTimeout(Duration.ofMillis(200));
		SyncListenerContainer container = this.fixture.listen(this::handle);
		put("long", "short");
		TestThreads.eventually().until(() -> this.done.contains("short") && container.snapshot().workers() == 1);
		put("other");
		TestThreads.eventually().until(() -> this.done.contains("other"));
	}

	@Test
	@DisplayName("After a pause")
	void paused() throws Exception {
		SyncListenerContainer container = twoWorkersOneBusy();
		container.pause();
		TestThreads.eventually().until(() -> container.snapshot().workers() == 1);
		this.fixture.tick();
		container.resume();
		put("other");
		TestThreads.eventually().until(() -> this.done.contains("other"));
	}

	@Test
	@DisplayName("After a restart")
	void restarted() throws Exception {
		SyncListenerContainer container = twoWorkersOneBusy();
		for (int i = 0; i < 3; i++) {
			container.stop();
			TestThreads.eventually().until(() -> container.snapshot().workers() == 1);
			container.start();
			put("other " + i);
			String other = "other " + i;
			TestThreads.eventually().until(() -> this.done.contains(other));
		}
	}

	@Test
	@DisplayName("After the upper bound was raised")
	void scaled() throws Exception {
		this.fixture.options.setConcurrency("1");
		SyncListenerContainer container = this.fixture.listen(this::handle);
		put("long", "other");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 1);
		this.fixture.tick();
		container.scale(1, 2);
		TestThreads.eventually().until(() -> this.done.contains("other"));
	}

	@Test
	@DisplayName("Though it is the call of a retry")
	void longRetry() throws Exception {
		this.fixture.options.getRetry().setDelay(Duration.ofMillis(200));
		CountDownLatch retried = new CountDownLatch(1);
		this.fixture.listen((item) -> {
			if (item.equals("bad")) {
				failFirst(item);
				retried.countDown();
				handle("long");
			}
			handle(item);
		});
		put("bad");
		retried.await();
		put("other");
		TestThreads.eventually().until(() -> this.done.contains("other"));
	}

	@Test
	@DisplayName("A retry that is due is taken as a fresh item is")
	void dueRetry() throws Exception {
		this.fixture.options.getRetry().setDelay(Duration.ofMillis(200));
		this.fixture.listen((item) -> {
			if (item.equals("bad")) {
				failFirst(item);
			}
			handle(item);
		});
		put("bad", "long");
		TestThreads.eventually().until(() -> this.done.contains("bad"));
	}

	@Test
	@DisplayName("Though it waited for the rest of its batch before")
	void longBatch() throws Exception {
		this.fixture.options.getBatch().setSize(2);
		this.fixture.options.getBatch().setTimeout(Duration.ofHours(1));
		SyncListenerContainer container = this.fixture.listeners()
			.register(SyncListenerEndpoint.forBatches("jobs", "jobs", String.class,
					(batch) -> batch.forEach(this::handle)));
		put("long");
		TestThreads.eventually()
			.until(() -> this.fixture.jobs().size() == 0 && container.snapshot().idleWorkers() == 1);
		this.fixture.tick();
		put("rest");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 2);
		put("one", "two");
		TestThreads.eventually().until(() -> this.done.containsAll(List.of("one", "two")));
	}

	@Test
	@DisplayName("Not beyond the upper bound, nor while the listener is paused")
	void bounds() throws Exception {
		SyncListenerContainer container = this.fixture.listen((item) -> handle("long"));
		put("one", "two", "three");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 2);
		container.pause();
		container.scale(1, 3);
		this.fixture.tick();
		assertThat(container.snapshot().workers()).isEqualTo(2);
		container.resume();
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 3);
		put("four");
		this.fixture.tick();
		assertThat(container.snapshot().workers()).isEqualTo(3);
	}

	@Test
	@DisplayName("A worker that could not be started when it had to be comes later")
	void failedStart() throws Exception {
		AtomicBoolean broken = new AtomicBoolean();
		this.fixture.observer = new RefusingObserver(broken);
		SyncListenerContainer container = this.fixture.listen(this::handle);
		container.pause();
		TestThreads.eventually().until(() -> container.snapshot().workers() == 0);
		broken.set(true);
		assertThatIllegalStateException().isThrownBy(container::resume);
		put("short");
		assertThat(container.snapshot().workers()).isZero();
		broken.set(false);
		TestThreads.eventually().until(() -> this.done.contains("short"));
	}

	/**
	 * Have one worker in a long call, another idle, and nobody looking at the backlog.
	 */
	private SyncListenerContainer twoWorkersOneBusy() throws InterruptedException {
		SyncListenerContainer container = this.fixture.listen(this::handle);
		put("long", "short");
		TestThreads.eventually().until(() -> this.done.contains("short") && container.snapshot().idleWorkers() == 1);
		this.fixture.tick();
		return container;
	}

	private void handle(String item) {
		if (item.equals("long")) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		this.done.add(item);
	}

	private void failFirst(String item) {
		if (this.failed.add(item)) {
			throw new IllegalStateException("not yet");
		}
	}

	private void put(String... items) throws InterruptedException {
		for (String item : items) {
			this.fixture.jobs().put(item);
		}
	}

}
