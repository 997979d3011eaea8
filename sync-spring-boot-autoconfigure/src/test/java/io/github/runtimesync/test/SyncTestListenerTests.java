/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.test.context.TestPropertySource;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncRetry;
import io.github.runtimesync.test.SyncTest.Listeners;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * How the reset of {@link SyncTest} and listeners that run go together.
 */
@Timeout(120)
class SyncTestListenerTests {

	private static final List<Object> NOTES = new CopyOnWriteArrayList<>();

	@BeforeEach
	void forget() {
		NOTES.clear();
	}

	@Test
	@DisplayName("Listeners run as usual, and their waiting workers are not left-over callers")
	void started() {
		run(StartedCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
		assertThat(NOTES).containsOnly(NOTES.get(0));
	}

	@Test
	@DisplayName("Items in retry, dead letters with and without room, and what the test did to a listener are gone afterwards")
	void clean() {
		run(CleanCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(3).failed(0));
	}

	@Test
	@DisplayName("Items in retry and dead letters of a test by hand are gone afterwards")
	void cleanByHand() {
		run(ManualCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("The call that is under way when a test ends is over before the next one")
	void inHand() {
		run(InHandCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("A call that does not end fails the test that caused it, by name")
	void stuck() {
		EngineExecutionResults results = run(StuckCase.class);
		StuckCase.LATCH.countDown();
		assertThat(failures(results)).singleElement().asString().contains("listener \"jobs\" is still busy");
	}

	@Test
	@DisplayName("A listener that waits for the rest of its batch is no left-over caller")
	void batch() {
		run(BatchCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("A listener of a lazy bean that a test created works in the tests that follow")
	void lazy() {
		run(LazyCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("Tests with listeners by hand and without have contexts of their own")
	void contexts() {
		run(StartedCase.class);
		run(ManualCase.class).testEvents().assertStatistics((tests) -> tests.failed(0));
		assertThat(NOTES.stream().distinct()).hasSize(2);
	}

	private static EngineExecutionResults run(Class<?> test) {
		return EngineTestKit.engine("junit-jupiter").selectors(DiscoverySelectors.selectClass(test)).execute();
	}

	private static List<String> failures(EngineExecutionResults results) {
		return results.testEvents()
			.failed()
			.stream()
			.flatMap((event) -> event.getPayload(TestExecutionResult.class).stream())
			.flatMap((result) -> result.getThrowable().stream())
			.map(Throwable::getMessage)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

		@Bean
		@Lazy
		LazyJobs lazyJobs() {
			return new LazyJobs();
		}

	}

	static class Jobs {

		final List<String> done = new CopyOnWriteArrayList<>();

		@SyncListener(queue = "jobs", retry = @SyncRetry(maxRetries = "1", delay = "1h"))
		void process(String job) throws InterruptedException {
			switch (job) {
				case "retry" -> throw new IllegalStateException(job);
				case "poison" -> throw new AssertionError(job);
				case "stuck" -> StuckCase.LATCH.await();
				case "slow" -> {
					InHandCase.STARTED.countDown();
					InHandCase.LATCH.await();
					throw new IllegalStateException(job);
				}
				default -> this.done.add(job);
			}
		}

		@SyncListener(queue = "batches", batchSize = "10", batchTimeout = "1h")
		void batch(List<String> jobs) {
			this.done.addAll(jobs);
		}

	}

	static class LazyJobs {

		final List<String> done = new CopyOnWriteArrayList<>();

		@SyncListener(queue = "lazy")
		void process(String job) {
			this.done.add(job);
		}

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@SyncTest
	@TestPropertySource(properties = "sync.queues[jobs.dead].max-size=1")
	@TestMethodOrder(MethodOrderer.MethodName.class)
	abstract static class Case {

		@Autowired
		SyncRegistry registry;

		@Autowired
		SyncListenerRegistry listeners;

		@Autowired
		SyncListenerRunner runner;

		@Autowired
		Jobs jobs;

		@Autowired
		ObjectProvider<LazyJobs> lazyJobs;

		@Autowired
		ApplicationContext context;

		void put(String... items) {
			for (String item : items) {
				this.registry.queue("jobs").add(item);
			}
		}

		SyncListenerContainer container() {
			return this.listeners.getContainer("jobs");
		}

	}

	static class StartedCase extends Case {

		@Test
		void first() {
			use();
		}

		@Test
		void second() {
			use();
		}

		private void use() {
			NOTES.add(this.context);
			this.jobs.done.clear();
			put("one", "two");
			await().until(() -> this.jobs.done.size() == 2);
			assertThatIllegalStateException().isThrownBy(() -> this.runner.runNext("jobs"));
		}

	}

	static class CleanCase extends Case {

		@Test
		void first() {
			use();
		}

		@Test
		void second() {
			use();
		}

		@Test
		void third() {
			use();
		}

		private void use() {
			assertThat(this.container().isRunning()).isTrue();
			assertThat(this.container().isPaused()).isFalse();
			assertThat(this.container().snapshot()).satisfies((snapshot) -> {
				assertThat(snapshot.inRetry()).isZero();
				assertThat(snapshot.undeliverable()).isZero();
				assertThat(snapshot.maxConcurrency()).isEqualTo(1);
			});
			assertThat(this.registry.queue("jobs.dead")).isEmpty();
			this.jobs.done.clear();
			put("fine");
			await().until(() -> this.jobs.done.contains("fine"));
			put("retry", "poison", "poison");
			await().until(() -> this.container().snapshot().undeliverable() == 1);
			assertThat(this.container().snapshot().inRetry()).isEqualTo(1);
			assertThat(this.registry.queue("jobs.dead")).isFull();
			put("left");
			this.container().scale(1, 3);
			this.container().pause();
			this.container().stop();
		}

	}

	@SyncTest(listeners = Listeners.MANUAL)
	static class ManualCase extends Case {

		@Test
		void first() {
			use();
		}

		@Test
		void second() {
			use();
		}

		private void use() {
			NOTES.add(this.context);
			assertThat(this.container().isRunning()).isFalse();
			assertThat(this.runner.runNext("jobs")).hadNothingToDo();
			assertThat(this.registry.queue("jobs.dead")).isEmpty();
			put("poison", "poison", "retry");
			assertThat(this.runner.runNext("jobs")).isDeadLettered();
			assertThat(this.registry.queue("jobs.dead")).hasSize(1);
			assertThat(this.runner.runNext("jobs")).isDeadLettered();
			this.registry.queue("jobs.dead").poll();
			assertThat(this.runner.runNext("jobs")).willRetry();
			this.container().start();
		}

	}

	static class InHandCase extends Case {

		static final CountDownLatch STARTED = new CountDownLatch(1);

		static final CountDownLatch LATCH = new CountDownLatch(1);

		@Test
		void aLeaves() throws InterruptedException {
			put("slow");
			STARTED.await();
			Thread releaser = new Thread(() -> {
				await().until(() -> !this.container().isRunning());
				LATCH.countDown();
			});
			releaser.start();
		}

		@Test
		void bIsClean() {
			assertThat(this.container().snapshot()).satisfies((snapshot) -> {
				assertThat(snapshot.inProcess()).isZero();
				assertThat(snapshot.inRetry()).isZero();
				assertThat(snapshot.failures()).isPositive();
			});
		}

	}

	static class StuckCase extends Case {

		static final CountDownLatch LATCH = new CountDownLatch(1);

		@Test
		void leaves() {
			put("stuck");
			await().until(() -> this.container().snapshot().inProcess() == 1);
		}

	}

	static class BatchCase extends Case {

		@Test
		void first() {
			use();
		}

		@Test
		void second() {
			use();
		}

		private void use() {
			this.registry.queue("batches").add("one");
			await().until(() -> this.registry.queue("batches").size() == 0);
		}

	}

	static class LazyCase extends Case {

		@Test
		void first() {
			use();
		}

		@Test
		void second() {
			use();
		}

		private void use() {
			LazyJobs lazy = this.lazyJobs.getObject();
			lazy.done.clear();
			this.registry.queue("lazy").add("one");
			await().until(() -> lazy.done.size() == 1);
		}

	}

}
