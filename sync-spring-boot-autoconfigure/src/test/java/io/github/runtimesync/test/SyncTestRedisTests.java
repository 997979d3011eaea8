/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncRetry;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.test.SyncTest.Listeners;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link SyncTest} does for tests of an application whose primitives are in a real
 * Redis. The classes at the end are the tests of a user.
 */
@Timeout(120)
class SyncTestRedisTests {

	private static final RedisServer SERVER = RedisServer.start();

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { CleanCase.class, ListenerCase.class, ManualCase.class })
	@DisplayName("Each test finds the registry as the application started with it, also what is on lease")
	void clean(Class<?> test) {
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(test))
			.execute()
			.testEvents()
			.assertStatistics((tests) -> tests.succeeded(3).failed(0));
	}

	private static void assertNothingOnLease() {
		assertThat(SERVER.run("KEYS", "sync:1:*:jobs}:li")).isEqualTo(List.of());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DataRedisAutoConfiguration.class)
	static class Application {

		@Bean
		Holder holder(SyncRegistry registry) {
			return new Holder(registry.queue("held", String.class, 1), registry.atomic("counter"),
					registry.shared("mode", "fast"), registry.waitGroup("group"));
		}

	}

	record Holder(SyncQueue<String> queue, SyncAtomic counter, SyncShared<String> mode, SyncWaitGroup group) {

	}

	static class Jobs {

		private final AtomicReference<CountDownLatch> failures = new AtomicReference<>(new CountDownLatch(1));

		@SyncListener(queue = "jobs", retry = @SyncRetry(delay = "1h"))
		void process(String job) {
			this.failures.get().countDown();
			throw new IllegalStateException("expected");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerApplication extends Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

	@SyncTest
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = "sync.atomics.declared.initial=7")
	@DirtiesContext
	abstract static class Case {

		@Autowired
		SyncRegistry registry;

		@DynamicPropertySource
		static void redis(DynamicPropertyRegistry properties) {
			// The settings of these tests leave Redis out.
			properties.add("spring.autoconfigure.exclude", () -> "");
			properties.add("sync.engine", () -> "redis");
			properties.add("sync.redis.namespace", () -> "${random.uuid}");
			properties.add("spring.data.redis.host", () -> "127.0.0.1");
			properties.add("spring.data.redis.port", SERVER::port);
		}

		@Test
		void first() throws InterruptedException {
			checkThenUse();
		}

		@Test
		void second() throws InterruptedException {
			checkThenUse();
		}

		@Test
		void third() throws InterruptedException {
			checkThenUse();
		}

		abstract void checkThenUse() throws InterruptedException;

	}

	static class CleanCase extends Case {

		@Autowired
		Holder holder;

		@Override
		void checkThenUse() {
			assertThat(this.registry.count(SyncKind.QUEUE)).isEqualTo(1);
			assertThat(this.holder.queue()).isEmpty().isOpen();
			assertThat(this.holder.queue().isPaused()).isFalse();
			assertThat(this.holder.counter()).hasValue(0);
			assertThat(this.registry.atomic("declared")).hasValue(7);
			assertThat(this.holder.mode()).hasValue("fast");
			assertThat(this.holder.group()).isZero();
			assertThat(this.registry.queue("mine").isClosed()).isFalse();
			this.registry.queue("held", String.class).add("left");
			this.registry.queue("held").pause();
			assertThat(this.holder.queue()).isFull().isPaused();
			this.registry.queue("mine").close();
			this.registry.atomic("counter").add(3);
			this.registry.atomic("declared").set(0);
			this.holder.mode().set("slow");
			this.holder.group().add(2);
		}

	}

	@SpringBootTest(classes = ListenerApplication.class, webEnvironment = WebEnvironment.NONE)
	static class ListenerCase extends Case {

		@Autowired
		Jobs jobs;

		@Override
		void checkThenUse() throws InterruptedException {
			assertThat(this.registry.queue("jobs")).isEmpty();
			assertNothingOnLease();
			CountDownLatch failed = new CountDownLatch(1);
			this.jobs.failures.set(failed);
			this.registry.queue("jobs", String.class).add("later");
			assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
			// Not taken any more when the test ends.
			this.registry.queue("jobs").pause();
			this.registry.queue("jobs", String.class).add("left");
		}

	}

	@SyncTest(listeners = Listeners.MANUAL)
	@SpringBootTest(classes = ListenerApplication.class, webEnvironment = WebEnvironment.NONE)
	static class ManualCase extends Case {

		@Autowired
		SyncListenerRunner runner;

		@Override
		void checkThenUse() {
			assertThat(this.registry.queue("jobs")).isEmpty();
			assertNothingOnLease();
			this.registry.queue("jobs", String.class).add("later");
			this.registry.queue("jobs", String.class).add("left");
			assertThat(this.runner.runNext("jobs")).willRetry();
		}

	}

}
