/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.lifecycle.QueueLeftoverEvent;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncMessage;
import io.github.runtimesync.listener.SyncRetry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the items of a queue in Redis when a context with a listener closes: on
 * lease to a call, on lease until a retry, and queued.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisListenerShutdownTests {

	private static final RedisServer SERVER = RedisServer.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SyncRedisAutoConfiguration.class,
				SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
		.withPropertyValues("sync.engine=redis", "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + SERVER.port());

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	@DisplayName("The call under way is finished; the rest is in the queue for others, and nothing is reported as left over")
	void finished(CapturedOutput output) {
		ApplicationContextRunner application = this.contextRunner
			.withPropertyValues("spring.application.name=finished");
		application.run((staying) -> {
			EngineQueue<String> queue = queue(staying.getBean(SyncRegistry.class));
			Jobs[] jobs = new Jobs[1];
			application.withUserConfiguration(Application.class).run((closing) -> {
				jobs[0] = closing.getBean(Jobs.class);
				fill(queue, jobs[0]);
				Thread closer = new Thread(closing.getSourceApplicationContext()::close);
				closer.start();
				await().until(() -> !closing.getBean(SyncListenerRegistry.class).getContainer("jobs").isRunning());
				assertThat(jobs[0].finished).isEmpty();
				jobs[0].goOn.countDown();
				closer.join();
			});
			assertThat(jobs[0].finished).containsExactly("busy");
			// At once: nothing has to run out.
			assertThat(queue.size()).isEqualTo(4);
			assertThat(rest(queue, 4)).containsExactly("failing 2", "one 1", "two 1", "three 1");
			assertThat(jobs[0].leftovers).isEmpty();
		});
		assertThat(output.toString().lines()).noneMatch((line) -> line.contains("WARN") && line.contains("\"jobs\""));
		assertThat(output).doesNotContain("still held");
	}

	@Test
	@DisplayName("A call that does not end in time is named, and its item comes back when its lease runs out")
	void stuck(CapturedOutput output) {
		ApplicationContextRunner application = this.contextRunner.withPropertyValues("spring.application.name=stuck",
				"sync.shutdown.drain-timeout=100ms", "sync.redis.lease=5s");
		application.run((staying) -> {
			EngineQueue<String> queue = queue(staying.getBean(SyncRegistry.class));
			Jobs[] jobs = new Jobs[1];
			application.withUserConfiguration(Application.class).run((closing) -> {
				jobs[0] = closing.getBean(Jobs.class);
				fill(queue, jobs[0]);
				closing.getSourceApplicationContext().close();
			});
			assertThat(queue.size()).isEqualTo(4);
			assertThat(output).contains("Listener \"jobs\" did not finish 1 item(s)");
			assertThat(rest(queue, 5)).containsExactlyInAnyOrder("failing 2", "one 1", "two 1", "three 1", "busy 2");
			jobs[0].goOn.countDown();
			jobs[0].worker.join();
			assertThat(jobs[0].leftovers).isEmpty();
		});
		assertThat(output).doesNotContain("still held");
	}

	private static EngineQueue<String> queue(SyncRegistry registry) {
		return (EngineQueue<String>) registry.queue("jobs", String.class);
	}

	/**
	 * Let one item fail and wait for its retry, another keep the listener busy, and put
	 * three more.
	 */
	private static void fill(EngineQueue<String> queue, Jobs jobs) throws InterruptedException {
		queue.put("failing");
		await().until(jobs.failed::getCount, (left) -> left == 0);
		queue.put("busy");
		assertThat(jobs.entered.await(20, TimeUnit.SECONDS)).isTrue();
		for (String item : List.of("one", "two", "three")) {
			queue.put(item);
		}
	}

	/**
	 * Take items, and wait for those whose lease has to run out before.
	 */
	private static List<String> rest(EngineQueue<String> queue, int count) throws Exception {
		List<String> rest = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Lease<String> lease = queue.leases().poll(Duration.ofSeconds(20));
			assertThat(lease).isNotNull();
			rest.add(lease.item() + " " + lease.deliveries());
			assertThat(lease.done().get()).isTrue();
		}
		return rest;
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

	static class Jobs {

		private final CountDownLatch failed = new CountDownLatch(1);

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch goOn = new CountDownLatch(1);

		/** Is at work until the very end of a call that is stuck. */
		private volatile Thread worker;

		private final List<String> finished = new CopyOnWriteArrayList<>();

		private final List<QueueLeftoverEvent> leftovers = new CopyOnWriteArrayList<>();

		@SyncListener(queue = "jobs", retry = @SyncRetry(delay = "1h"))
		void process(SyncMessage<String> message) {
			if (message.item().equals("failing")) {
				this.failed.countDown();
				throw new IllegalStateException("expected");
			}
			this.worker = Thread.currentThread();
			this.entered.countDown();
			while (this.goOn.getCount() != 0) {
				try {
					this.goOn.await();
				}
				catch (InterruptedException ex) {
					// Insists on its end.
				}
			}
			this.finished.add(message.item());
		}

		@EventListener
		void leftOver(QueueLeftoverEvent event) {
			this.leftovers.add(event);
		}

	}

}
