/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.NewThreads;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.ListenerObserver;
import io.github.runtimesync.listener.SyncListenerSnapshot.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listeners that are started again, and whose queues are removed and created anew.
 */
@Timeout(60)
class ListenerRestartTests {

	private final NewThreads threads = new NewThreads("sync-");

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

	@Test
	@DisplayName("A start that fails has changed nothing: the next one starts the listener")
	void failedStart() throws Exception {
		SyncListenerContainer container = this.fixture.listen(this.done::add);
		container.stop();
		this.fixture.registry.remove(SyncKind.QUEUE, "jobs.dead");
		this.fixture.registry.queue("jobs.dead", String.class);
		assertThatExceptionOfType(SyncListenerDefinitionException.class).isThrownBy(container::start);
		assertThat(container.isRunning()).isFalse();
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
		this.fixture.registry.remove(SyncKind.QUEUE, "jobs.dead");
		container.start();
		this.fixture.jobs().put("job");
		assertThat(next()).isEqualTo("job");
	}

	@Test
	@DisplayName("Dead letters go to the queue that has taken the place of theirs")
	void replacedDeadLetterQueue() throws Exception {
		this.fixture.options.getRetry().setMaxRetries(0L);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			throw new IllegalStateException("expected");
		});
		this.fixture.registry.remove(SyncKind.QUEUE, "jobs.dead");
		SyncQueue<DeadLetter<String>> replacement = this.fixture.dead();
		this.fixture.jobs().put("job");
		DeadLetter<String> letter = replacement.poll(Duration.ofSeconds(20));
		assertThat(letter).isNotNull();
		assertThat(letter.item()).isEqualTo("job");
		assertThat(container.snapshot().lost()).isZero();
		assertThat(this.fixture.listeners().deadLetters("jobs")).isEmpty();
	}

	@Test
	@DisplayName("A listener that is registered in a pause starts when that ends, if it starts by itself")
	void registeredInPause() throws Exception {
		this.fixture.listeners().stop();
		assertThat(this.fixture.listen(this.done::add).isRunning()).isFalse();
		this.fixture.listeners().start();
		this.fixture.jobs().put("job");
		assertThat(next()).isEqualTo("job");
	}

	@Test
	@DisplayName("Two stops in a row are one: the next start starts what ran before the first")
	void stoppedTwice() throws Exception {
		this.fixture.listen(this.done::add);
		this.fixture.listeners().stop();
		this.fixture.listeners().stop();
		this.fixture.listeners().start();
		this.fixture.jobs().put("job");
		assertThat(next()).isEqualTo("job");
	}

	@Test
	@DisplayName("A listener that cannot start is not there, and another may have its id")
	void registeredInVain() throws Exception {
		AtomicBoolean failing = new AtomicBoolean(true);
		SyncListenerRegistry listeners = listeners(new RefusingObserver(failing));
		SyncListenerEndpoint endpoint = SyncListenerEndpoint.forItems("jobs", "jobs", String.class, this.done::add);
		try {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> listeners.register(endpoint));
			assertThat(listeners.getContainer("jobs")).isNull();
			TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
			failing.set(false);
			listeners.register(endpoint);
			this.fixture.jobs().put("job");
			assertThat(next()).isEqualTo("job");
		}
		finally {
			listeners.destroy();
		}
	}

	@Test
	@DisplayName("When there is room for dead letters again and no worker can start, that is tried until one can")
	void unblockedInVain() throws Exception {
		this.fixture.options.getRetry().setMaxRetries(0L);
		this.fixture.options.getDeadLetters().setMaxSize(1);
		RefusingObserver observer = new RefusingObserver(new AtomicBoolean());
		SyncListenerRegistry listeners = listeners(observer);
		try {
			SyncListenerContainer container = listeners
				.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> {
					throw new IllegalStateException("expected");
				}));
			this.fixture.jobs().put("one");
			this.fixture.jobs().put("two");
			TestThreads.eventually()
				.until(() -> container.snapshot().state() == State.BLOCKED && container.snapshot().workers() == 0);
			observer.failing().set(true);
			int before = observer.refusals().get();
			assertThat(this.fixture.dead().get().item()).isEqualTo("one");
			assertThat(this.fixture.dead().get().item()).isEqualTo("two");
			TestThreads.eventually().until(() -> observer.refusals().get() > before);
			observer.failing().set(false);
			this.fixture.jobs().put("three");
			DeadLetter<String> third = this.fixture.dead().poll(Duration.ofSeconds(20));
			assertThat(third).isNotNull();
			assertThat(third.item()).isEqualTo("three");
		}
		finally {
			listeners.destroy();
		}
	}

	private SyncListenerRegistry listeners(ListenerObserver observer) {
		SyncListenerRegistry listeners = new SyncListenerRegistry(new SyncListenerContainerFactory(
				this.fixture.registry, this.fixture.options, Map.of(), false, (event) -> {
				}, observer), Duration.ofSeconds(20));
		listeners.start();
		return listeners;
	}

	private String next() throws InterruptedException {
		return this.done.poll(20, TimeUnit.SECONDS);
	}

}
