/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of primitives when their context pauses, stops or closes.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class));

	@Test
	@DisplayName("A paused context keeps its queues and contents, and goes on when restarted")
	void pause() {
		this.contextRunner.run((context) -> {
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs", 2);
			jobs.put("one");
			CompletableFuture<Void> blocked = blockedPut(context.getBean(SyncRegistry.class));
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			for (int i = 0; i < 3; i++) {
				source.pause();
				assertThat(jobs.isClosed()).isFalse();
				source.restart();
				source.stop();
				assertThat(jobs.isClosed()).isFalse();
				source.start();
			}
			assertThat(blocked).isNotDone();
			assertThat(jobs.get()).isEqualTo("one");
			jobs.put("two");
			assertThat(jobs.size()).isOne();
		});
	}

	@Test
	@DisplayName("A context that was stopped first still releases everybody when it closes")
	void closeAfterStop() {
		this.contextRunner.run((context) -> {
			CompletableFuture<Void> blocked = blockedPut(context.getBean(SyncRegistry.class));
			context.getSourceApplicationContext().stop();
			context.getSourceApplicationContext().close();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> blocked.get(30, TimeUnit.SECONDS))
				.withCauseInstanceOf(SyncClosedException.class);
		});
	}

	@Test
	@DisplayName("Asking for something new after the close is refused; what exists keeps its state")
	void afterClose() {
		this.contextRunner.run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			registry.atomic("requests").add(3);
			context.getSourceApplicationContext().close();
			assertThatExceptionOfType(SyncClosedException.class).isThrownBy(() -> registry.atomic("new"))
				.withMessageContaining("\"new\"");
			assertThat(registry.atomic("requests").add()).isEqualTo(4);
		});
	}

	@Test
	@DisplayName("A consumer at work gets the time to empty its queue before it closes")
	void drain() {
		List<Boolean> closed = Collections.synchronizedList(new ArrayList<>());
		this.contextRunner.run((context) -> {
			SyncQueue<Integer> jobs = context.getBean(SyncRegistry.class).queue("jobs");
			for (int i = 0; i < 300; i++) {
				jobs.put(i);
			}
			CountDownLatch started = new CountDownLatch(1);
			Thread worker = new Thread(() -> work(jobs, closed, started));
			worker.start();
			started.await();
			context.getSourceApplicationContext().close();
			worker.join();
			assertThat(jobs.isClosed()).isTrue();
		});
		assertThat(closed).hasSize(300).containsOnly(false);
	}

	@Test
	@DisplayName("What nobody took is reported: a warning and an event for each queue")
	void leftover(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(LeftoverListener.class).run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			registry.queue("forgotten").add("one");
			registry.queue("forgotten").add("two", PutOptions.defaults().delay(Duration.ofHours(1)));
			registry.queue("empty");
			LeftoverListener listener = context.getBean(LeftoverListener.class);
			context.getSourceApplicationContext().close();
			assertThat(listener.events).singleElement().satisfies((event) -> {
				assertThat(event.getQueue()).isEqualTo("forgotten");
				assertThat(event.getSize()).isEqualTo(2);
			});
		});
		assertThat(output).contains("queue \"forgotten\" still held 2 item(s)").doesNotContain("\"empty\"");
	}

	@Test
	@DisplayName("A listener of such events that throws keeps no other queue from being reported")
	void throwingLeftoverListener() {
		List<String> told = new ArrayList<>();
		this.contextRunner.withBean("listener", ApplicationListener.class, () -> throwing(told)).run((context) -> {
			context.getBean(SyncRegistry.class).queue("one").add("item");
			context.getBean(SyncRegistry.class).queue("other").add("item");
			context.getSourceApplicationContext().close();
		});
		assertThat(told).containsExactly("one", "other");
	}

	private static ApplicationListener<QueueLeftoverEvent> throwing(List<String> told) {
		return new ApplicationListener<>() {

			@Override
			public void onApplicationEvent(QueueLeftoverEvent event) {
				told.add(event.getQueue());
				throw new IllegalStateException("expected");
			}

		};
	}

	@Test
	@DisplayName("A queue bean is not closed by the destroy method that Spring infers")
	void queueBean() {
		DefaultSyncRegistry shared = io.github.runtimesync.local.LocalSyncRegistry.create();
		this.contextRunner.withBean("shared", SyncRegistry.class, () -> shared, (bean) -> bean.setDestroyMethodName(""))
			.withUserConfiguration(QueueConfiguration.class)
			.run((context) -> assertThat(context).hasBean("inferred"));
		assertThat(shared.queue("inferred").isClosed()).isFalse();
		assertThat(shared.queue("declaredAsObject").isClosed()).isFalse();
		assertThat(shared.queue("named").isClosed()).isTrue();
		shared.close();
	}

	private static CompletableFuture<Void> blockedPut(SyncRegistry registry) {
		SyncQueue<String> full = registry.queue("full", 1);
		full.add("item");
		CompletableFuture<Void> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				full.put("another");
				result.complete(null);
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		TestThreads.eventually()
			.until(() -> ((DefaultSyncRegistry) registry).primitives(SyncKind.QUEUE)
				.mapToInt((queue) -> queue.blockedThreads().size())
				.sum() == 1);
		return result;
	}

	private static void work(SyncQueue<Integer> jobs, List<Boolean> closed, CountDownLatch started) {
		try {
			// Before each get: after the last one the queue may close at once
			boolean isClosed = jobs.isClosed();
			Integer job = jobs.get();
			while (job != null) {
				closed.add(isClosed);
				started.countDown();
				LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
				isClosed = jobs.isClosed();
				job = jobs.get();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Remembers the events.
	 */
	static class LeftoverListener {

		private final List<QueueLeftoverEvent> events = new ArrayList<>();

		@EventListener
		void onLeftover(QueueLeftoverEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class QueueConfiguration {

		@Bean
		SyncQueue<String> inferred(SyncRegistry registry) {
			return registry.queue("inferred");
		}

		@Bean
		Object declaredAsObject(SyncRegistry registry) {
			return registry.queue("declaredAsObject");
		}

		@Bean(destroyMethod = "close")
		SyncQueue<String> named(SyncRegistry registry) {
			return registry.queue("named");
		}

	}

}
