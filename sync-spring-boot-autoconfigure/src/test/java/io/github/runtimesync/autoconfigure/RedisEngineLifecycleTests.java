/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the Redis engine when its context pauses, stops or closes, beside the
 * connections that it shares with the application.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisEngineLifecycleTests {

	private static final RedisServer SERVER = RedisServer.start();

	/**
	 * A line of this library or of Spring, however the name of its logger is shortened.
	 * What a client of another context says in the same JVM is no concern of a test.
	 */
	private static final Predicate<String> COMPLAINT = Pattern
		.compile("(WARN|ERROR)\\b.*\\b(io?\\.g(ithub)?\\.r(untimesync)?|o(rg)?\\.s(pringframework)?)\\.")
		.asPredicate();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, SyncRedisAutoConfiguration.class,
				SyncAutoConfiguration.class))
		.withPropertyValues("spring.application.name=lifecycle", "sync.engine=redis",
				"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + SERVER.port());

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	@DisplayName("A context that is paused or stopped, and with it the connections, goes on as often as it is restarted")
	void pauseAndStop() {
		this.contextRunner.run((context) -> {
			SyncAtomic atomic = context.getBean(SyncRegistry.class).atomic("pauses");
			LettuceConnectionFactory connections = context.getBean(LettuceConnectionFactory.class);
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			for (int i = 0; i < 5; i++) {
				assertThat(atomic.add()).isEqualTo(3 * i + 1);
				source.pause();
				assertThat(connections.isRunning()).isFalse();
				source.restart();
				assertThat(atomic.add()).isEqualTo(3 * i + 2);
				source.stop();
				assertThat(connections.isRunning()).isFalse();
				source.start();
				assertThat(context.getBean(SyncRegistry.class).atomic("pauses" + i).add()).isEqualTo(1);
				assertThat(atomic.add()).isEqualTo(3 * i + 3);
			}
		});
	}

	@Test
	@DisplayName("A call that comes while the connections are stopped is made up for when they are back")
	void callWhileStopped() {
		this.contextRunner.withPropertyValues("sync.redis.timeout=1m").run((context) -> {
			SyncAtomic atomic = context.getBean(SyncRegistry.class).atomic("stopped");
			assertThat(atomic.add()).isEqualTo(1);
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.stop();
			Thread caller = new Thread(atomic::add);
			caller.start();
			await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
			source.start();
			caller.join();
			assertThat(atomic.get()).isEqualTo(2);
		});
	}

	@Test
	@DisplayName("A task that an executor waits for at the shutdown still counts, since connections close last")
	void closeOrder(CapturedOutput output) {
		CountDownLatch closing = new CountDownLatch(1);
		long[] counted = new long[1];
		this.contextRunner.withBean(ThreadPoolTaskExecutor.class).run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			SyncAtomic atomic = registry.atomic("closing");
			Callable<Long> task = () -> {
				closing.countDown();
				await().until(registry::isClosed);
				return atomic.add();
			};
			Future<Long> result = context.getBean(ThreadPoolTaskExecutor.class).submit(task);
			closing.await();
			context.getSourceApplicationContext().close();
			counted[0] = result.get(30, TimeUnit.SECONDS);
		});
		assertThat(counted[0]).isEqualTo(1);
		assertThat(output.toString().lines()).noneMatch(COMPLAINT);
	}

	@Test
	@DisplayName("When one JVM ends, its getters are released, and the queue goes on with the others")
	void sharedQueue(CapturedOutput output) {
		this.contextRunner.run((staying) -> {
			SyncQueue<String> kept = staying.getBean(SyncRegistry.class).queue("jobs", String.class, 0);
			this.contextRunner.run((ending) -> {
				SyncQueue<String> jobs = ending.getBean(SyncRegistry.class).queue("jobs", String.class, 0);
				kept.put("one");
				assertThat(jobs.get()).isEqualTo("one");
				FutureTask<String> getter = new FutureTask<>(jobs::get);
				new Thread(getter).start();
				await().until(() -> ending.getBean(DefaultSyncRegistry.class)
					.snapshot(SyncKind.QUEUE, "jobs")
					.map((queue) -> ((QueueSnapshot) queue).blockedGetters())
					.orElse(0) == 1);
				ending.getSourceApplicationContext().close();
				assertThat(getter.get(30, TimeUnit.SECONDS)).isNull();
			});
			kept.put("two");
			assertThat(kept.isClosed()).isFalse();
			assertThat(kept.get()).isEqualTo("two");
			kept.put("three");
		});
		assertThat(output).doesNotContain("still held").doesNotContain("Waiting for consumers");
	}

	@Test
	@DisplayName("Once contexts are closed, no thread and no connection of theirs is left")
	void nothingLeft() {
		Set<Thread> ofOthers = engineThreads();
		for (int i = 0; i < 3; i++) {
			this.contextRunner.run((context) -> context.getBean(SyncRegistry.class).atomic("leaks").add());
		}
		await().untilAsserted(() -> {
			assertThat(ofOthers).containsAll(engineThreads());
			assertThat(((String) SERVER.run("CLIENT", "LIST")).lines()).hasSize(1);
		});
	}

	private static Set<Thread> engineThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sync-redis-"))
			.collect(Collectors.toSet());
	}

}
