/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.DelegatingEngine;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of queues that other JVMs share when the context of one closes. The
 * engine's primitives are in fact local, which makes no difference for the order.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SharedEngineShutdownTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class))
		.withBean(SyncEngineFactory.class, SharedEngineFactory::new)
		.withPropertyValues("sync.engine=shared", "sync.shutdown.drain-timeout=1h");

	@Test
	@DisplayName("Nobody waits until a shared queue is empty, although it is consumed all the time")
	void noDrain(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			SyncQueue<Integer> jobs = context.getBean(SyncRegistry.class).queue("jobs");
			jobs.put(0);
			jobs.put(0);
			CountDownLatch consumed = new CountDownLatch(1_000);
			Thread consumer = new Thread(() -> moveInCircles(jobs, consumed));
			consumer.start();
			consumed.await();
			context.getSourceApplicationContext().close();
			consumer.join();
		});
		assertThat(output).doesNotContain("Waiting for consumers");
	}

	/**
	 * Take and put back for as long as the queue is open, so that it is never empty.
	 */
	private static void moveInCircles(SyncQueue<Integer> jobs, CountDownLatch consumed) {
		while (!jobs.isClosed()) {
			Integer item = jobs.poll();
			if (item == null) {
				return;
			}
			consumed.countDown();
			try {
				jobs.add(item);
			}
			catch (RuntimeException ex) {
				return;
			}
		}
	}

	@Test
	@DisplayName("What is queued where others share the queue is not left over; what is queued here is")
	void leftovers(CapturedOutput output) {
		List<String> left = new ArrayList<>();
		this.contextRunner.withPropertyValues("sync.queues.own.engine=local")
			.withBean(ApplicationListener.class, () -> listener(left))
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				registry.queue("own").add("one");
				registry.queue("jobs").add("one");
			});
		assertThat(left).containsExactly("own");
		assertThat(output).contains("queue \"own\" still held 1 item(s)").doesNotContain("\"jobs\"");
	}

	private static ApplicationListener<QueueLeftoverEvent> listener(List<String> left) {
		return new ApplicationListener<>() {

			@Override
			public void onApplicationEvent(QueueLeftoverEvent event) {
				left.add(event.getQueue());
			}

		};
	}

	/**
	 * Creates local primitives that are said to be shared.
	 */
	static class SharedEngineFactory implements SyncEngineFactory {

		@Override
		public String name() {
			return "shared";
		}

		@Override
		public SyncEngine create(RegistrySettings settings) {
			return new DelegatingEngine(LocalSyncRegistry.engine(settings)) {

				@Override
				public String name() {
					return "shared";
				}

				@Override
				public boolean isShared() {
					return true;
				}

			};
		}

	}

}
