/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.lettuce.core.api.sync.RedisCommands;
import org.redisson.api.RAtomicLong;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * Adds to a counter in Redis, beside Lettuce's own {@code INCRBY} and Redisson's counter,
 * in turn, on a server of its own ({@code -Dredis.binary}). Prints adds per second, the
 * median of the ratios within a round, and what an add costs the server.
 */
public final class RedisCounting {

	private static final String SYNC = "sync";

	private RedisCounting() {
	}

	/**
	 * Compare.
	 * @param args how many rounds, and how many milliseconds for each subject in a round
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 5;
		long millis = (args.length > 1) ? Long.parseLong(args[1]) : 1_000;
		BenchmarkRedis redis = BenchmarkRedis.start();
		RedisCommands<String, String> lettuce = redis.commands();
		DefaultSyncRegistry registry = redis.newRegistry();
		SyncAtomic atomic = registry.atomic("a");
		RAtomicLong redissonCounter = redis.newRedisson(0).getAtomicLong("redisson");
		Map<String, LongSupplier> subjects = new LinkedHashMap<>();
		subjects.put(SYNC, atomic::add);
		subjects.put("lettuce", () -> lettuce.incrby("lettuce", 1));
		subjects.put("redisson", redissonCounter::incrementAndGet);
		System.out.println("Redis " + redis.version());
		for (int threads : new int[] { 1, 64 }) {
			compare(subjects, threads, rounds, millis, redis);
		}
		System.exit(0);
	}

	private static void compare(Map<String, LongSupplier> subjects, int threads, int rounds, long millis,
			BenchmarkRedis redis) throws InterruptedException {
		for (LongSupplier subject : subjects.values()) {
			measure(subject, threads, millis);
			measure(subject, threads, millis);
		}
		Map<String, List<Double>> ratios = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			Map<String, Double> perSecond = new LinkedHashMap<>();
			StringBuilder line = new StringBuilder(threads + " threads, round " + (round + 1) + ":");
			for (Map.Entry<String, LongSupplier> subject : subjects.entrySet()) {
				RedisCost before = redis.cost();
				double adds = measure(subject.getValue(), threads, millis);
				RedisCost cost = redis.cost().since(before).per(adds);
				perSecond.put(subject.getKey(), adds * 1_000 / millis);
				line.append(" %s %.0f/s (%.2f commands, %.1f µs of the server)".formatted(subject.getKey(),
						adds * 1_000 / millis, cost.commands(), cost.serverMicros()));
			}
			System.out.println(line);
			perSecond.forEach((name, figure) -> ratios.computeIfAbsent(name, (key) -> new ArrayList<>())
				.add(perSecond.get(SYNC) / figure));
		}
		ratios.forEach((name, values) -> {
			values.sort(null);
			System.out.printf("%d threads: %s / %s = %.2f (%.2f to %.2f)%n", threads, SYNC, name,
					values.get(values.size() / 2), values.get(0), values.get(values.size() - 1));
		});
	}

	private static double measure(LongSupplier add, int threads, long millis) throws InterruptedException {
		AtomicBoolean over = new AtomicBoolean();
		LongAdder adds = new LongAdder();
		CountDownLatch ended = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			Thread thread = new Thread(() -> {
				long count = 0;
				while (!over.get()) {
					add.getAsLong();
					count++;
				}
				adds.add(count);
				ended.countDown();
			});
			thread.setDaemon(true);
			thread.start();
		}
		TimeUnit.MILLISECONDS.sleep(millis);
		over.set(true);
		ended.await();
		return adds.sum();
	}

}
