/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.concurrent.TimeUnit;

import io.lettuce.core.api.sync.RedisCommands;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RBoundedBlockingQueue;
import org.redisson.api.RedissonClient;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * A queue of text in Redis to measure.
 */
interface RedisQueueSubject {

	void put(String item) throws InterruptedException;

	String get() throws InterruptedException;

	/**
	 * Create our queue.
	 */
	static RedisQueueSubject sync(DefaultSyncRegistry registry, String name, int bound) {
		SyncQueue<String> queue = registry.queue(name, String.class, bound);
		return new RedisQueueSubject() {

			@Override
			public void put(String item) throws InterruptedException {
				queue.put(item);
			}

			@Override
			public String get() throws InterruptedException {
				return String.valueOf(queue.get());
			}

		};
	}

	/**
	 * Create Redisson's queue.
	 * @param client a client whose codec writes text as it is
	 */
	static RedisQueueSubject redisson(RedissonClient client, String name, int bound) {
		return redisson((bound != 0) ? bounded(client, name, bound) : client.getBlockingQueue(name));
	}

	// There is no other with a bound.
	@SuppressWarnings("deprecation")
	private static RBlockingQueue<String> bounded(RedissonClient client, String name, int bound) {
		RBoundedBlockingQueue<String> queue = client.getBoundedBlockingQueue(name);
		queue.trySetCapacity(bound);
		return queue;
	}

	private static RedisQueueSubject redisson(RBlockingQueue<String> queue) {
		return new RedisQueueSubject() {

			@Override
			public void put(String item) throws InterruptedException {
				queue.put(item);
			}

			@Override
			public String get() throws InterruptedException {
				return queue.take();
			}

		};
	}

	/**
	 * Use a list through Lettuce. It has no bound, and each thread that gets has a
	 * connection of its own.
	 */
	static RedisQueueSubject lettuce(BenchmarkRedis redis, String name) {
		ThreadLocal<RedisCommands<String, String>> own = ThreadLocal.withInitial(redis::connectAnother);
		return new RedisQueueSubject() {

			@Override
			public void put(String item) {
				redis.commands().lpush(name, item);
			}

			@Override
			public String get() {
				return own.get().brpop(TimeUnit.MINUTES.toSeconds(1), name).getValue();
			}

		};
	}

}
