/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncListenerRun;
import io.github.runtimesync.listener.SyncListenerRun.Outcome;
import io.github.runtimesync.listener.SyncRetry;
import io.github.runtimesync.test.SyncTest.Listeners;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Running listeners by hand.
 */
@SpringBootTest(classes = SyncListenerRunnerTests.Application.class, webEnvironment = WebEnvironment.NONE)
@SyncTest(listeners = Listeners.MANUAL)
@TestPropertySource(properties = { "sync.queues[jobs.dead].max-size=2", "sync.queues.batches.type=java.lang.Object" })
@Timeout(120)
class SyncListenerRunnerTests {

	private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

	private static volatile Consumer<Object> action = SEEN::add;

	@Autowired
	SyncRegistry registry;

	@Autowired
	SyncListenerRunner runner;

	@Autowired
	SyncListenerRegistry listeners;

	@Autowired
	ConfigurableApplicationContext context;

	@AfterEach
	void forget() {
		SEEN.clear();
		action = SEEN::add;
	}

	@Test
	@DisplayName("No listener starts by itself, whatever it says, also when the context is paused and restarted")
	void nothingStarts() {
		assertThat(this.listeners.getContainers()).hasSize(2).noneMatch((container) -> container.isRunning());
		this.context.pause();
		this.context.restart();
		this.context.stop();
		this.context.start();
		assertThat(this.listeners.getContainers()).noneMatch((container) -> container.isRunning());
	}

	@Test
	@DisplayName("The next item is processed on the thread of the test, one at a time and in order")
	void oneByOne() {
		action = (item) -> SEEN.add(item + " " + Thread.currentThread().getName());
		jobs().add("one");
		jobs().add("two");
		SyncListenerRun run = this.runner.runNext("jobs");
		assertThat(run).isProcessed();
		assertThat(run.items()).containsExactly("one");
		assertThat(run.attempt()).isEqualTo(1);
		assertThat(jobs()).containsExactly("two");
		assertThat(this.runner.runNext("jobs")).isProcessed();
		String thread = Thread.currentThread().getName();
		assertThat(SEEN).containsExactly("one " + thread, "two " + thread);
		assertThat(this.listeners.getContainer("jobs").snapshot().handled()).isGreaterThanOrEqualTo(2);
	}

	@Test
	@DisplayName("Nothing to do is said, and why, and never waited for")
	void nothing() {
		assertThat(this.runner.runNext("jobs")).hadNothingToDo()
			.hasToString(
					"Listener \"jobs\": nothing to do, since queue \"jobs\" is empty and no item waits for a retry");
		jobs().add("one");
		jobs().pause();
		assertThat(this.runner.runNext("jobs")).hadNothingToDo();
		assertThat(this.runner.runNext("jobs").description()).contains("is paused");
		assertThat(this.runner.runAll("jobs")).isEmpty();
		assertThat(SEEN).isEmpty();
	}

	@Test
	@DisplayName("A failed item is retried at once and before fresh ones, and becomes a dead letter in the end")
	void retries() {
		RuntimeException failure = new IllegalStateException("no luck");
		action = (item) -> {
			throw failure;
		};
		jobs().add("bad");
		jobs().add("fresh");
		SyncListenerRun first = this.runner.runNext("jobs");
		assertThat(first).willRetry();
		assertThat(first.cause()).isSameAs(failure);
		assertThat(this.listeners.getContainer("jobs").snapshot().inRetry()).isEqualTo(1);
		SyncListenerRun second = this.runner.runNext("jobs");
		assertThat(second).isDeadLettered().failedWith(IllegalStateException.class);
		assertThat(second.items()).containsExactly("bad");
		assertThat(second.attempt()).isEqualTo(2);
		assertThat(jobs()).containsExactly("fresh");
		assertThat(dead().poll()).satisfies((letter) -> {
			assertThat(letter.item()).isEqualTo("bad");
			assertThat(letter.attempts()).isEqualTo(2);
			assertThat(letter.cause().message()).isEqualTo("no luck");
		});
	}

	@Test
	@DisplayName("An error, and an item that does not fit, are dead letters at the first attempt")
	void hopeless() {
		action = (item) -> {
			throw new AssertionError("not as expected");
		};
		jobs().add("bad");
		assertThat(this.runner.runNext("jobs")).isDeadLettered().failedWith(AssertionError.class);
		action = SEEN::add;
		this.registry.queue("batches").add("one");
		this.registry.queue("batches").add(2);
		SyncListenerRun run = this.runner.runNext("batch");
		assertThat(run).isDeadLettered().failedWith(ClassCastException.class);
		assertThat(run.items()).containsExactly("one", 2);
		assertThat(SEEN).containsExactly(List.of("one"));
	}

	@Test
	@DisplayName("A batch takes what there is, up to its size")
	void batches() {
		for (String item : List.of("a", "b", "c")) {
			this.registry.queue("batches").add(item);
		}
		assertThat(this.runner.runAll("batch")).extracting(SyncListenerRun::items)
			.containsExactly(List.of("a", "b"), List.of("c"));
	}

	@Test
	@DisplayName("Running all goes on until there is neither item nor retry, with what the listener puts itself")
	void runAll() {
		action = (item) -> {
			if (SEEN.isEmpty()) {
				SEEN.add(item);
				jobs().add("follow-up");
				throw new IllegalStateException("first");
			}
			SEEN.add(item);
		};
		jobs().add("one");
		assertThat(this.runner.runAll("jobs")).extracting(SyncListenerRun::outcome)
			.containsExactly(Outcome.WILL_RETRY, Outcome.PROCESSED, Outcome.PROCESSED);
		assertThat(SEEN).containsExactly("one", "one", "follow-up");
	}

	@Test
	@DisplayName("Running all gives up on a listener that never ends")
	void endless() {
		action = (item) -> jobs().add((String) item);
		jobs().add("again");
		assertThatIllegalStateException().isThrownBy(() -> this.runner.runAll("jobs"))
			.withMessageContaining("still has something to do");
	}

	@Test
	@DisplayName("Without room for dead letters nothing more is taken, as in the application, until there is room")
	void noRoom() {
		action = (item) -> {
			throw new AssertionError("never");
		};
		for (String item : List.of("a", "b", "c", "d")) {
			jobs().add(item);
		}
		for (int i = 0; i < 3; i++) {
			assertThat(this.runner.runNext("jobs")).isDeadLettered();
		}
		assertThatIllegalStateException().isThrownBy(() -> this.runner.runNext("jobs"))
			.withMessageContaining("until there is room in queue \"jobs.dead\"");
		assertThat(jobs()).containsExactly("d");
		dead().drainTo(new ArrayList<>(), 2);
		assertThat(this.runner.runNext("jobs")).isDeadLettered();
		assertThat(dead()).hasSize(2);
	}

	@Test
	@DisplayName("A listener that is running or paused, or does not exist, is refused by name")
	void refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.runner.runNext("job"))
			.withMessage("There is no listener \"job\", but [batch, jobs]");
		this.listeners.getContainer("batch").pause();
		assertThatIllegalStateException().isThrownBy(() -> this.runner.runNext("batch"))
			.withMessageContaining("is paused");
		this.listeners.getContainer("batch").resume();
		this.listeners.getContainer("jobs").start();
		assertThatIllegalStateException().isThrownBy(() -> this.runner.runNext("jobs"))
			.withMessageContaining("listeners = MANUAL");
	}

	@Test
	@DisplayName("An interrupt that ends a call is passed on to the test")
	void interrupt() {
		action = (item) -> sneak(new InterruptedException("stop"));
		jobs().add("one");
		assertThat(this.runner.runNext("jobs")).willRetry();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	@DisplayName("A failed assertion says what became of the item, and has the listener's exception as its cause")
	void assertions() {
		action = (item) -> {
			throw new IllegalStateException("no luck");
		};
		jobs().add("bad");
		SyncListenerRun run = this.runner.runNext("jobs");
		assertThatThrownBy(() -> assertThat(run).isProcessed()).isInstanceOf(AssertionError.class)
			.hasMessage("Expected PROCESSED. Listener \"jobs\": [bad] failed at attempt 1 and will be retried,"
					+ " by java.lang.IllegalStateException: no luck")
			.hasCause(run.cause());
	}

	private SyncQueue<String> jobs() {
		return this.registry.queue("jobs");
	}

	private SyncQueue<DeadLetter<String>> dead() {
		return this.registry.queue("jobs.dead");
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable ex) throws T {
		throw (T) ex;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Jobs.class)
	static class Application {

	}

	static class Jobs {

		@SyncListener(queue = "jobs", autoStartup = "true", retry = @SyncRetry(maxRetries = "1", delay = "1h"))
		void process(String job) {
			action.accept(job);
		}

		@SyncListener(id = "batch", queue = "batches", batchSize = "2", batchTimeout = "1h")
		void process(List<String> jobs) {
			action.accept(jobs);
		}

	}

}
