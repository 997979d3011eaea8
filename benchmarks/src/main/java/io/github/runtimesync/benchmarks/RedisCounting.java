/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import org.redisson.Redisson;
import org.redisson.api.RAtomicLong;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.RedisSettings;
import io.github.runtimesync.redis.RedisSyncRegistry;

/**
 * Adds to a counter in Redis, beside Lettuce's own {@code INCRBY} and Redisson's counter,
 * in turn, on a server of its own ({@code -Dredis.binary}). Prints adds per second, the
 * median of the ratios within a round, and what an add costs the server.
 */
public final class RedisCounting {

	private static final String SYNC = "sync";

	private static final int PORT = Integer.getInteger("redis.port", 16_399);

	private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

	private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");

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
		Path directory = Files.createTempDirectory("redis-");
		Process server = new ProcessBuilder(System.getProperty("redis.binary", "redis-server"), "--port", "" + PORT,
				"--bind", "127.0.0.1", "--save", "", "--dir", directory.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
		RedisCommands<String, String> lettuce = connect(RedisClient.create(RedisURI.create("127.0.0.1", PORT)));
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", PORT));
		factory.afterPropertiesSet();
		factory.start();
		DefaultSyncRegistry registry = RedisSyncRegistry.create(factory, RedisSettings.DEFAULT);
		SyncAtomic atomic = registry.atomic("a");
		Config config = new Config();
		config.useSingleServer().setAddress("redis://127.0.0.1:" + PORT);
		RedissonClient redisson = Redisson.create(config);
		RAtomicLong redissonCounter = redisson.getAtomicLong("redisson");
		Map<String, LongSupplier> subjects = new LinkedHashMap<>();
		subjects.put(SYNC, atomic::add);
		subjects.put("lettuce", () -> lettuce.incrby("lettuce", 1));
		subjects.put("redisson", redissonCounter::incrementAndGet);
		System.out.println(lettuce.info("server").lines().filter((line) -> line.startsWith("redis_version")).toList());
		for (int threads : new int[] { 1, 64 }) {
			compare(subjects, threads, rounds, millis, lettuce);
		}
		System.exit(0);
	}

	private static RedisCommands<String, String> connect(RedisClient client) {
		for (int i = 0;; i++) {
			try {
				return client.connect().sync();
			}
			catch (RedisException ex) {
				if (i == 50) {
					throw ex;
				}
				LockSupport.parkNanos(100_000_000);
			}
		}
	}

	private static void compare(Map<String, LongSupplier> subjects, int threads, int rounds, long millis,
			RedisCommands<String, String> server) throws InterruptedException {
		for (LongSupplier subject : subjects.values()) {
			measure(subject, threads, millis);
			measure(subject, threads, millis);
		}
		Map<String, List<Double>> ratios = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			Map<String, Double> perSecond = new LinkedHashMap<>();
			StringBuilder line = new StringBuilder(threads + " threads, round " + (round + 1) + ":");
			for (Map.Entry<String, LongSupplier> subject : subjects.entrySet()) {
				server.configResetstat();
				double cpuBefore = cpuSeconds(server);
				double adds = measure(subject.getValue(), threads, millis);
				double cpu = cpuSeconds(server) - cpuBefore;
				perSecond.put(subject.getKey(), adds * 1_000 / millis);
				line.append(" %s %.0f/s (%.2f commands, %.1f µs of the server)".formatted(subject.getKey(),
						adds * 1_000 / millis, commands(server) / adds, cpu * 1e6 / adds));
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
		LockSupport.parkNanos(millis * 1_000_000);
		over.set(true);
		ended.await();
		return adds.sum();
	}

	private static double commands(RedisCommands<String, String> server) {
		Matcher matcher = CALLS.matcher(server.info("commandstats"));
		double calls = 0;
		while (matcher.find()) {
			if (!matcher.group(1).startsWith("info") && !matcher.group(1).startsWith("config")) {
				calls += Double.parseDouble(matcher.group(2));
			}
		}
		return calls;
	}

	private static double cpuSeconds(RedisCommands<String, String> server) {
		Matcher matcher = CPU.matcher(server.info("cpu"));
		double seconds = 0;
		while (matcher.find()) {
			seconds += Double.parseDouble(matcher.group(1));
		}
		return seconds;
	}

}
