/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners of queues to which items are put with options.
 */
@Timeout(120)
class WorkerPutOptionsTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
		.withUserConfiguration(Workers.class);

	@Test
	@DisplayName("A listener gets items by priority, delayed ones when they are due, and none that has expired")
	void order() {
		this.contextRunner.run((context) -> {
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs", String.class);
			jobs.pause();
			jobs.add("plain");
			jobs.add("once", PutOptions.defaults().key("k"));
			assertThat(jobs.add("twice", PutOptions.defaults().key("k"))).isFalse();
			jobs.add("old", PutOptions.defaults().timeToLive(SHORT));
			jobs.add("urgent", PutOptions.defaults().priority(5));
			long start = System.nanoTime();
			await().until(() -> System.nanoTime() - start > SHORT.toNanos());
			jobs.resume();
			jobs.add("later", PutOptions.defaults().delay(Duration.ofMillis(50)));
			List<String> worked = context.getBean(Workers.class).worked;
			await().untilAsserted(() -> assertThat(worked).containsExactly("urgent", "plain", "once", "later"));
		});
	}

	@Test
	@DisplayName("A listener of a closed queue stays for what is delayed and ends with it")
	void closed() {
		this.contextRunner.run((context) -> {
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs", String.class);
			jobs.add("later", PutOptions.defaults().delay(Duration.ofMillis(50)));
			jobs.close();
			List<String> worked = context.getBean(Workers.class).worked;
			await().untilAsserted(() -> assertThat(worked).containsExactly("later"));
			SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
			await().untilAsserted(() -> assertThat(listeners.getContainers()).singleElement()
				.extracting((container) -> container.snapshot().state())
				.isEqualTo(SyncListenerSnapshot.State.STOPPED));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		private final List<String> worked = new CopyOnWriteArrayList<>();

		@SyncListener(queue = "jobs")
		void work(String job) {
			this.worked.add(job);
		}

	}

}
