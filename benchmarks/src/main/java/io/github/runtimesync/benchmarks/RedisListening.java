/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncRedisAutoConfiguration;
import io.github.runtimesync.listener.SyncListener;

/**
 * A listener without work on a queue in Redis: what an item costs with as many threads
 * that put as there are workers, and what it costs if all items are there already.
 */
final class RedisListening {

	private static final int BACKLOG = 10_000;

	private static final String ITEM = "x".repeat(100);

	private final BenchmarkRedis redis;

	private final int concurrency;

	private final long millis;

	private final ExecutorService executor = BenchmarkThreads.executor("platform");

	private RedisListening(BenchmarkRedis redis, int concurrency, long millis) {
		this.redis = redis;
		this.concurrency = concurrency;
		this.millis = millis;
	}

	/**
	 * Measure.
	 * @param redis the server
	 * @param concurrency how many workers the listener has
	 * @param rounds how often to measure
	 * @param millis how long to put
	 * @return what an item costs
	 */
	static RedisCosts measure(BenchmarkRedis redis, int concurrency, int rounds, long millis) throws Exception {
		RedisListening listening = new RedisListening(redis, concurrency, millis);
		RedisCosts costs = new RedisCosts("listener, concurrency " + concurrency);
		String queueName = "listened-" + concurrency;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("benchmark", Map.of("workers", concurrency, "listened", queueName,
						"sync.engine", "redis", "sync.redis.namespace", "benchmark")));
			context.registerBean(RedisConnectionFactory.class, redis::newConnectionFactory);
			context.register(SyncRedisAutoConfiguration.class, SyncAutoConfiguration.class,
					SyncListenerAutoConfiguration.class, Listener.class);
			context.refresh();
			SyncQueue<String> queue = context.getBean(SyncRegistry.class).queue(queueName, String.class);
			LongAdder received = context.getBean(Listener.class).received;
			for (int round = 0; round <= rounds; round++) {
				RedisCost streamed = listening.stream(queue, received);
				RedisCost worked = listening.workOff(queue, received);
				if (round > 0) {
					costs.of("put and listen").add(streamed);
					costs.of("listen only").add(worked);
				}
			}
		}
		return costs;
	}

	private RedisCost stream(SyncQueue<String> queue, LongAdder received) throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		received.reset();
		RedisCost before = this.redis.cost();
		List<Future<Long>> putters = new ArrayList<>();
		for (int i = 0; i < this.concurrency; i++) {
			putters.add(this.executor.submit(() -> {
				long items = 0;
				while (!over.get()) {
					queue.put(ITEM);
					items++;
				}
				return items;
			}));
		}
		TimeUnit.MILLISECONDS.sleep(this.millis);
		over.set(true);
		long put = 0;
		for (Future<Long> putter : putters) {
			put += putter.get();
		}
		await(received, put);
		return this.redis.cost().since(before).per(put);
	}

	private RedisCost workOff(SyncQueue<String> queue, LongAdder received) throws Exception {
		queue.pause();
		received.reset();
		List<Future<?>> putters = new ArrayList<>();
		for (int i = 0; i < BACKLOG / 100; i++) {
			putters.add(this.executor.submit(() -> {
				for (int j = 0; j < 100; j++) {
					queue.put(ITEM);
				}
				return null;
			}));
		}
		for (Future<?> putter : putters) {
			putter.get();
		}
		RedisCost before = this.redis.cost();
		queue.resume();
		await(received, BACKLOG);
		return this.redis.cost().since(before).per(BACKLOG);
	}

	private static void await(LongAdder received, long items) {
		while (received.sum() < items) {
			LockSupport.parkNanos(100_000);
		}
	}

	/**
	 * The listener.
	 */
	static class Listener {

		private final LongAdder received = new LongAdder();

		@SyncListener(queue = "${listened}", concurrency = "${workers}")
		void listen(String item) {
			this.received.increment();
		}

	}

}
