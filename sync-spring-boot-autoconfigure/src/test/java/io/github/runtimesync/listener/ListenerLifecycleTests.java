/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.contract.NewThreads;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.lifecycle.QueueLeftoverEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Listeners when their application starts, pauses and closes.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ListenerLifecycleTests {

	private final NewThreads threads = new NewThreads("sync-");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class));

	@BeforeEach
	void noThreadOfOthers() {
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("A closing context has its queues emptied by their listeners before it ends")
	void drain() {
		List<String> done = new CopyOnWriteArrayList<>();
		this.contextRunner.withPropertyValues("sync.listener.concurrency=3").run((context) -> {
			listen(context.getBean(SyncListenerRegistry.class), "jobs", done::add);
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
			IntStream.range(0, 3000).forEach((i) -> jobs.add("" + i));
			context.getSourceApplicationContext().close();
			assertThat(jobs.isClosed()).isTrue();
			assertThat(jobs.size()).isZero();
		});
		assertThat(done).hasSize(3000).doesNotHaveDuplicates();
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("What one listener puts into the queue of another is processed as well")
	void drainPipeline() {
		List<String> done = new CopyOnWriteArrayList<>();
		this.contextRunner.run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
			listen(listeners, "second", done::add);
			listen(listeners, "first", registry.<String>queue("second")::add);
			IntStream.range(0, 1000).forEach((i) -> registry.queue("first").add("" + i));
			context.getSourceApplicationContext().close();
		});
		assertThat(done).hasSize(1000);
	}

	@Test
	@DisplayName("A queue that somebody has paused holds nobody up; its items are reported")
	void pausedQueue(CapturedOutput output) {
		this.contextRunner.withPropertyValues("sync.shutdown.drain-timeout=1h", "sync.listener.concurrency=2")
			.run((context) -> {
				listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
				});
				SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
				jobs.pause();
				jobs.add("job");
				context.getSourceApplicationContext().close();
			});
		assertThat(output).contains("queue \"jobs\" still held 1 item(s)");
	}

	@Test
	@DisplayName("A retry that is due in time is made before the context ends")
	void drainRetry() {
		AtomicInteger attempts = new AtomicInteger();
		this.contextRunner.withPropertyValues("sync.listener.retry.delay=100ms").run((context) -> {
			listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
				if (attempts.incrementAndGet() == 1) {
					throw new IllegalStateException();
				}
			});
			context.getBean(SyncRegistry.class).queue("jobs").add("job");
			TestThreads.eventually().until(() -> attempts.get() > 0);
			context.getSourceApplicationContext().close();
		});
		assertThat(attempts).hasValue(2);
	}

	@Test
	@DisplayName("What waits for a later retry is reported")
	void leftInRetry(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Leftovers.class)
			.withPropertyValues("sync.listener.retry.delay=1h")
			.run((context) -> {
				SyncListenerContainer container = listen(context.getBean(SyncListenerRegistry.class), "jobs",
						(item) -> {
							throw new IllegalStateException();
						});
				context.getBean(SyncRegistry.class).queue("jobs").add("one");
				context.getBean(SyncRegistry.class).queue("jobs").add("two");
				TestThreads.eventually().until(() -> container.snapshot().inRetry() == 2);
				Leftovers leftovers = context.getBean(Leftovers.class);
				context.getSourceApplicationContext().close();
				assertThat(leftovers.events).singleElement().satisfies((event) -> {
					assertThat(event.getQueue()).isEqualTo("jobs");
					assertThat(event.getSize()).isZero();
					assertThat(event.getHeld()).isEqualTo(2);
				});
			});
		assertThat(output).contains("2 item(s) of queue \"jobs\" were not done with")
			.contains("2 waited for a retry, 0 were being processed");
	}

	@Test
	@DisplayName("A listener that is blocked for ever is interrupted and named, and does not keep the context")
	void blockedForEver(CapturedOutput output) {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(1);
		this.contextRunner.withUserConfiguration(Leftovers.class)
			.withPropertyValues("sync.shutdown.drain-timeout=100ms")
			.run((context) -> {
				listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
					blocked.countDown();
					awaitThroughInterrupts(release);
				});
				context.getBean(SyncRegistry.class).queue("jobs").add("job");
				context.getBean(SyncRegistry.class).queue("jobs").add("another");
				blocked.await();
				Leftovers leftovers = context.getBean(Leftovers.class);
				context.getSourceApplicationContext().close();
				assertThat(leftovers.events).singleElement().satisfies((event) -> {
					assertThat(event.getSize()).isOne();
					assertThat(event.getHeld()).isOne();
				});
			});
		assertThat(output).contains("Listener \"jobs\" did not finish 1 item(s)")
			.contains("sync-jobs-1 is at")
			.contains("awaitThroughInterrupts");
		release.countDown();
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("An item whose call is interrupted at the end of the shutdown is reported, not retried")
	void interrupted() {
		CountDownLatch blocked = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.contextRunner.withUserConfiguration(Leftovers.class)
			.withPropertyValues("sync.shutdown.drain-timeout=100ms")
			.run((context) -> {
				listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
					calls.incrementAndGet();
					blocked.countDown();
					awaitInterrupt();
				});
				context.getBean(SyncRegistry.class).queue("jobs").add("job");
				blocked.await();
				Leftovers leftovers = context.getBean(Leftovers.class);
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				context.getSourceApplicationContext().close();
				assertThat(leftovers.events).singleElement().satisfies((event) -> assertThat(event.getHeld()).isOne());
				assertThat(registry.queue("jobs.dead").size()).isZero();
			});
		assertThat(calls).hasValue(1);
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("A context that is paused and restarted a hundred times loses no item and no thread")
	void pauseAndRestart() {
		this.contextRunner.withPropertyValues("sync.listener.concurrency=2-4", "sync.listener.retry.delay=2ms")
			.run((context) -> {
				List<String> done = new CopyOnWriteArrayList<>();
				AtomicInteger calls = new AtomicInteger();
				SyncListenerContainer container = listen(context.getBean(SyncListenerRegistry.class), "jobs",
						(item) -> {
							if (calls.incrementAndGet() % 5 == 0) {
								throw new IllegalStateException();
							}
							done.add(item);
						});
				SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
				SyncQueue<DeadLetter<String>> dead = context.getBean(SyncRegistry.class).queue("jobs.dead");
				ConfigurableApplicationContext source = context.getSourceApplicationContext();
				for (int i = 0; i < 100; i++) {
					for (int j = 0; j < 20; j++) {
						jobs.put(i + "/" + j);
					}
					if (i % 2 == 0) {
						source.pause();
						assertThat(container.isRunning()).isFalse();
						source.restart();
					}
					else {
						source.stop();
						assertThat(container.snapshot().workers()).isZero();
						source.start();
					}
					assertThat(container.isRunning()).isTrue();
				}
				TestThreads.eventually().until(() -> done.size() + dead.size() == 2000);
				List<String> all = new ArrayList<>(done);
				dead.asBlockingQueue().forEach((letter) -> all.add(letter.item()));
				assertThat(all).doesNotHaveDuplicates();
				assertThat(container.snapshot().workers()).isBetween(2, 4);
				TestThreads.eventually()
					.untilAsserted(() -> assertThat(this.threads.alive()).hasSizeLessThanOrEqualTo(5));
			});
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("A paused context takes nothing; a call that is under way goes on and its worker rejoins")
	void pausedWithBusyWorker() {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("sync.shutdown.drain-timeout=50ms").run((context) -> {
			List<String> done = new CopyOnWriteArrayList<>();
			SyncListenerContainer container = listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
				blocked.countDown();
				awaitThroughInterrupts(release);
				done.add(item);
			});
			SyncQueue<String> jobs = context.getBean(SyncRegistry.class).queue("jobs");
			jobs.put("first");
			blocked.await();
			context.getSourceApplicationContext().pause();
			jobs.put("second");
			assertThat(jobs.size()).isOne();
			context.getSourceApplicationContext().restart();
			assertThat(container.snapshot().workers()).isOne();
			release.countDown();
			TestThreads.eventually().until(() -> done.size() == 2);
			assertThat(done).containsExactly("first", "second");
		});
	}

	@Test
	@DisplayName("A context that was stopped first still reports what waits for a retry when it closes")
	void closeAfterStop() {
		this.contextRunner.withUserConfiguration(Leftovers.class)
			.withPropertyValues("sync.listener.retry.delay=1h")
			.run((context) -> {
				SyncListenerContainer container = listen(context.getBean(SyncListenerRegistry.class), "jobs",
						(item) -> {
							throw new IllegalStateException();
						});
				context.getBean(SyncRegistry.class).queue("jobs").add("one");
				TestThreads.eventually().until(() -> container.snapshot().inRetry() == 1);
				Leftovers leftovers = context.getBean(Leftovers.class);
				context.getSourceApplicationContext().stop();
				context.getSourceApplicationContext().close();
				assertThat(leftovers.events).singleElement().satisfies((event) -> assertThat(event.getHeld()).isOne());
			});
	}

	@Test
	@DisplayName("While a listener runs, one thread that is no daemon keeps the JVM alive; a blocked worker cannot")
	void keepAlive() {
		this.contextRunner.run((context) -> {
			listen(context.getBean(SyncListenerRegistry.class), "jobs", (item) -> {
			});
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> thread.getName().startsWith("sync-"))
				.extracting(Thread::getName, Thread::isDaemon)
				.contains(tuple("sync-listener-timer", false), tuple("sync-jobs-1", true));
		});
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	private static SyncListenerContainer listen(SyncListenerRegistry listeners, String queue, Consumer<String> action) {
		return listeners.register(SyncListenerEndpoint.forItems(queue, queue, String.class, action));
	}

	private static void awaitInterrupt() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitThroughInterrupts(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Exactly what a listener should not do.
			}
		}
	}

	/**
	 * Remembers the events.
	 */
	static class Leftovers {

		private final List<QueueLeftoverEvent> events = new ArrayList<>();

		@EventListener
		void onLeftover(QueueLeftoverEvent event) {
			this.events.add(event);
		}

	}

}
