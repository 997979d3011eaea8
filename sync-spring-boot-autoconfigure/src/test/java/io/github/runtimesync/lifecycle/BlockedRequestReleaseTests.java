/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which requests are let go of while the web server waits for them. A web server is
 * played by a bean that stops when it would, and requests by calls of a servlet.
 */
@Timeout(60)
class BlockedRequestReleaseTests {

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final CountDownLatch requestsDone = new CountDownLatch(1);

	private final AtomicInteger attempts = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
		.withBean(WebServer.class, () -> new WebServer(this.requestsDone));

	@Test
	@DisplayName("A request that waits for room in a queue whose listener is at work is not let go of")
	void slowListener() {
		this.contextRunner.run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncQueue<String> jobs = registry.queue("jobs", 1);
			listen(context.getBean(SyncListenerRegistry.class));
			jobs.put("one");
			this.entered.await();
			jobs.put("another");
			CompletableFuture<?> put = request(registry, SyncKind.QUEUE, "jobs", () -> {
				jobs.put("a third");
				return true;
			});
			Thread closer = close(context);
			awaitLooks(registry);
			assertThat(jobs.isClosed()).isFalse();
			assertThat(put).isNotDone();
			this.over.countDown();
			assertThat(put.get(20, TimeUnit.SECONDS)).isEqualTo(true);
			finish(closer);
		});
	}

	@Test
	@DisplayName("A request that waits for a group is not let go of while a listener is at work on what may count it down")
	void slowTask() {
		this.contextRunner.run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncWaitGroup batch = registry.waitGroup("batch");
			batch.add();
			listen(context.getBean(SyncListenerRegistry.class), batch::done);
			registry.queue("jobs").put("one");
			this.entered.await();
			CompletableFuture<?> await = await(registry, "batch");
			Thread closer = close(context);
			awaitLooks(registry);
			assertThat(await).isNotDone();
			this.over.countDown();
			assertThat(await.get(20, TimeUnit.SECONDS)).isEqualTo(true);
			finish(closer);
		});
	}

	@Test
	@DisplayName("A request that waits for a group is not let go of while a task of it waits for a retry")
	void retriedTask() {
		this.contextRunner.withPropertyValues("sync.listener.retry.delay=4s").run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncWaitGroup batch = registry.waitGroup("batch");
			batch.add();
			SyncListenerContainer jobs = listen(context.getBean(SyncListenerRegistry.class), () -> {
				if (this.attempts.incrementAndGet() == 1) {
					throw new IllegalStateException("not yet");
				}
				batch.done();
			});
			this.over.countDown();
			registry.queue("jobs").put("one");
			TestThreads.eventually().until(() -> jobs.snapshot().inRetry() == 1);
			CompletableFuture<?> await = await(registry, "batch");
			Thread closer = close(context);
			assertThat(await.get(20, TimeUnit.SECONDS)).isEqualTo(true);
			finish(closer);
		});
	}

	@Test
	@DisplayName("A request that waits for a group is not let go of while a task of that group runs")
	void slowGo() {
		this.contextRunner.run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncWaitGroup batch = registry.waitGroup("batch");
			batch.go((task) -> new Thread(task).start(), this::awaitOver);
			CompletableFuture<?> await = await(registry, "batch");
			Thread closer = close(context);
			awaitLooks(registry);
			assertThat(await).isNotDone();
			this.over.countDown();
			assertThat(await.get(20, TimeUnit.SECONDS)).isEqualTo(true);
			finish(closer);
		});
	}

	@Test
	@DisplayName("A request that waits for a group is let go of when the drain would not wait for work any more")
	void stuckTask() {
		this.contextRunner.withPropertyValues("sync.shutdown.drain-timeout=1s").run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncWaitGroup batch = registry.waitGroup("batch");
			batch.go((task) -> new Thread(task).start(), this::awaitOver);
			CompletableFuture<?> await = await(registry, "batch");
			Thread closer = close(context);
			assertIsLetGo(await);
			this.over.countDown();
			finish(closer);
		});
	}

	@Test
	@DisplayName("A request that waits for a group is let go of although what depends on another group takes its time")
	void slowDependent() {
		this.contextRunner.run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			for (String name : List.of("one", "other")) {
				registry.waitGroup(name).add();
				registry.waitGroup(name).whenZero().whenComplete((result, ex) -> awaitOver());
			}
			List<CompletableFuture<?>> requests = Stream.of("one", "other")
				.<CompletableFuture<?>>map((name) -> await(registry, name))
				.toList();
			Thread closer = close(context);
			requests.forEach(BlockedRequestReleaseTests::assertIsLetGo);
			this.over.countDown();
			finish(closer);
		});
	}

	private void listen(SyncListenerRegistry listeners) {
		listen(listeners, () -> {
		});
	}

	private SyncListenerContainer listen(SyncListenerRegistry listeners, Runnable last) {
		return listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> {
			this.entered.countDown();
			awaitOver();
			last.run();
		}));
	}

	private void awaitOver() {
		try {
			this.over.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Thread close(AssertableApplicationContext context) {
		Thread closer = new Thread(context.getSourceApplicationContext()::close);
		closer.start();
		return closer;
	}

	private void finish(Thread closer) throws InterruptedException {
		this.requestsDone.countDown();
		closer.join();
	}

	/**
	 * Wait until each primitive was looked at for long enough: that is so once a second
	 * request is let go of, after a first one was.
	 */
	private static void awaitLooks(DefaultSyncRegistry registry) throws Exception {
		for (String name : List.of("first", "second")) {
			assertThat(stuckGet(registry, name).get(20, TimeUnit.SECONDS)).isNull();
		}
	}

	private static void assertIsLetGo(CompletableFuture<?> request) {
		assertThat(request).failsWithin(20, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(SyncClosedException.class);
	}

	private static CompletableFuture<?> await(DefaultSyncRegistry registry, String group) {
		return request(registry, SyncKind.WAIT_GROUP, group, () -> {
			registry.waitGroup(group).await();
			return true;
		});
	}

	private static CompletableFuture<?> stuckGet(DefaultSyncRegistry registry, String name) {
		return request(registry, SyncKind.QUEUE, name, registry.queue(name)::get);
	}

	private static CompletableFuture<?> request(DefaultSyncRegistry registry, SyncKind kind, String name,
			Callable<?> call) {
		CompletableFuture<Object> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> serve(call, result));
		thread.setDaemon(true);
		thread.start();
		TestThreads.eventually()
			.until(() -> result.isDone() || registry.primitives(kind)
				.filter((primitive) -> primitive.name().equals(name))
				.anyMatch((primitive) -> primitive.blockedThreads()
					.stream()
					.anyMatch((blocked) -> blocked.thread() == thread)));
		return result;
	}

	private static void serve(Callable<?> call, CompletableFuture<Object> result) {
		try {
			new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) {
					try {
						result.complete(call.call());
					}
					catch (Exception ex) {
						result.completeExceptionally(ex);
					}
				}

			}.service(new MockHttpServletRequest("GET", "/"), new MockHttpServletResponse());
		}
		catch (Exception ex) {
			result.completeExceptionally(ex);
		}
	}

	/**
	 * Stops when its requests are done.
	 *
	 * @param requestsDone tells when that is
	 */
	record WebServer(CountDownLatch requestsDone) implements SmartLifecycle {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			try {
				this.requestsDone.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public int getPhase() {
			return DEFAULT_PHASE - 2048;
		}

	}

}
