/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;
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

	@Test
	@DisplayName("A request that waits for room in a queue whose listener is at work is not let go of")
	void slowListener() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
			.withBean(WebServer.class, () -> new WebServer(this.requestsDone))
			.run((context) -> {
				DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
				SyncQueue<String> jobs = registry.queue("jobs", 1);
				listen(context.getBean(SyncListenerRegistry.class));
				jobs.put("one");
				this.entered.await();
				jobs.put("another");
				CompletableFuture<?> put = request(registry, "jobs", () -> {
					jobs.put("a third");
					return true;
				});
				Thread closer = new Thread(context.getSourceApplicationContext()::close);
				closer.start();
				// Once the second is let go of, each queue was looked at for long enough
				// after the first was.
				assertThat(stuckGet(registry, "first").get(20, TimeUnit.SECONDS)).isNull();
				assertThat(stuckGet(registry, "second").get(20, TimeUnit.SECONDS)).isNull();
				assertThat(jobs.isClosed()).isFalse();
				assertThat(put).isNotDone();
				this.over.countDown();
				assertThat(put.get(20, TimeUnit.SECONDS)).isEqualTo(true);
				this.requestsDone.countDown();
				closer.join();
			});
	}

	private void listen(SyncListenerRegistry listeners) {
		listeners.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> {
			this.entered.countDown();
			try {
				this.over.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}));
	}

	private static CompletableFuture<?> stuckGet(DefaultSyncRegistry registry, String name) {
		return request(registry, name, registry.queue(name)::get);
	}

	private static CompletableFuture<?> request(DefaultSyncRegistry registry, String queue, Callable<?> call) {
		CompletableFuture<Object> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> serve(call, result));
		thread.setDaemon(true);
		thread.start();
		TestThreads.eventually()
			.until(() -> result.isDone() || registry.primitives(SyncKind.QUEUE)
				.filter((primitive) -> primitive.name().equals(queue))
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
