/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.listener.SyncListenerSnapshot.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A closing context ends its listeners only when none of them has left work for another.
 */
@Timeout(120)
class ListenerDrainTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class));

	@Test
	@DisplayName("What one listener puts at the last moment, from a batch that was not full, others process")
	void partialBatch() {
		List<String> done = new CopyOnWriteArrayList<>();
		this.contextRunner
			.withPropertyValues("sync.listener.by-id.first.batch.size=10", "sync.listener.by-id.first.batch.timeout=1h")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
				listen(listeners, "third", done::add);
				listen(listeners, "second", registry.<String>queue("third")::add);
				SyncListenerContainer first = listeners.register(SyncListenerEndpoint.forBatches("first", "first",
						String.class, (batch) -> batch.forEach(registry.<String>queue("second")::add)));
				registry.<String>queue("first").add("item");
				TestThreads.eventually()
					.until(() -> registry.queue("first").size() == 0 && first.snapshot().idleWorkers() == 1);
				context.getSourceApplicationContext().close();
			});
		assertThat(done).containsExactly("item");
	}

	@Test
	@DisplayName("A retry that such a batch needs is made as well")
	void retryOfPartialBatch() {
		List<List<String>> attempts = new CopyOnWriteArrayList<>();
		this.contextRunner
			.withPropertyValues("sync.listener.batch.size=10", "sync.listener.batch.timeout=1h",
					"sync.listener.retry.delay=50ms")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				SyncListenerContainer container = context.getBean(SyncListenerRegistry.class)
					.register(SyncListenerEndpoint.forBatches("jobs", "jobs", String.class, (batch) -> {
						attempts.add(batch);
						if (attempts.size() == 1) {
							throw new IllegalStateException("not yet");
						}
					}));
				registry.<String>queue("jobs").add("item");
				TestThreads.eventually()
					.until(() -> registry.queue("jobs").size() == 0 && container.snapshot().idleWorkers() == 1);
				context.getSourceApplicationContext().close();
			});
		assertThat(attempts).containsExactly(List.of("item"), List.of("item"));
	}

	@Test
	@DisplayName("A listener without room for its dead letters goes on once another has made some")
	void deadLetters() {
		List<Object> letters = new CopyOnWriteArrayList<>();
		CountDownLatch closing = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("sync.listener.retry.max-retries=0", "sync.queues.[jobs.dead].max-size=1")
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> closing.countDown()))
			.run((context) -> {
				SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
				SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
				SyncListenerContainer container = listen(listeners, "jobs", (item) -> {
					throw new IllegalStateException("never works");
				});
				listeners.register(SyncListenerEndpoint.forItems("cleaner", "jobs.dead", DeadLetter.class, (letter) -> {
					awaitQuietly(closing);
					TestThreads.eventually()
						.pollDelay(Duration.ZERO)
						.pollInterval(Duration.ofMillis(1))
						.until(() -> container.snapshot().state() != State.RUNNING
								|| container.snapshot().deadLetters() == 12);
					letters.add(letter.item());
				}));
				for (int i = 0; i < 12; i++) {
					jobs.add("job " + i);
				}
				TestThreads.eventually().until(() -> container.snapshot().state() == State.BLOCKED);
				context.getSourceApplicationContext().close();
			});
		assertThat(letters).containsExactly(IntStream.range(0, 12).mapToObj((i) -> "job " + i).toArray());
	}

	@Test
	@DisplayName("A listener whose dead-letter queue stays full holds nobody up")
	void noRoom() {
		this.contextRunner
			.withPropertyValues("sync.listener.retry.max-retries=0", "sync.queues.[jobs.dead].max-size=1",
					"sync.shutdown.drain-timeout=1h")
			.run((context) -> {
				SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
				SyncListenerContainer container = listen(context.getBean(SyncListenerRegistry.class), "jobs",
						(item) -> {
							throw new IllegalStateException("never works");
						});
				for (int i = 0; i < 6; i++) {
					jobs.add("job " + i);
				}
				TestThreads.eventually().until(() -> container.snapshot().state() == State.BLOCKED);
				context.getSourceApplicationContext().close();
				assertThat(jobs.size()).isEqualTo(4);
			});
	}

	private static SyncListenerContainer listen(SyncListenerRegistry listeners, String queue, Consumer<String> action) {
		return listeners.register(SyncListenerEndpoint.forItems(queue, queue, String.class, action));
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
