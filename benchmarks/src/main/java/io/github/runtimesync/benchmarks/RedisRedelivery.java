/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;
import io.github.runtimesync.redis.RedisSettings;
import io.github.runtimesync.redis.RedisSyncRegistry;

/**
 * How long after a worker JVM was killed what it had on lease is back, with a worker of
 * this JVM that waits for each item: a lease and 5 s at most.
 */
public final class RedisRedelivery {

	/** How many items the JVM that is killed has on lease. */
	private static final int ITEMS = 8;

	private static final Duration LEASE = Duration.ofSeconds(5);

	private static final Duration GOAL = LEASE.plusSeconds(5);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String READY = "ready";

	private final BenchmarkRedis redis;

	private final EngineQueue<String> queue;

	private final ExecutorService workers = BenchmarkThreads.executor("platform");

	private RedisRedelivery(BenchmarkRedis redis) {
		this.redis = redis;
		this.queue = queue(redis);
	}

	/**
	 * Measure.
	 * @param args how many rounds; or, in the JVM that is killed, what it is and the port
	 * of the server
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		if (args.length == 2) {
			hold(BenchmarkRedis.connect(Integer.parseInt(args[1])));
		}
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 5;
		BenchmarkRedis redis = BenchmarkRedis.start();
		System.out.printf("Redis %s, %d items on a lease of %d s, %d rounds%n%n", redis.version(), ITEMS,
				LEASE.toSeconds(), rounds);
		System.out.println("| | shortest, s | median, s | longest, s | must be, s |\n|---|---|---|---|---|");
		RedisRedelivery redelivery = new RedisRedelivery(redis);
		DoubleStream.Builder all = DoubleStream.builder();
		for (int i = 0; i < rounds; i++) {
			double[] round = redelivery.measure();
			Arrays.stream(round).forEach(all);
			System.out.println(row("round " + (i + 1), Arrays.stream(round)));
		}
		System.out.println(row("all", all.build()));
		System.exit(0);
	}

	private static String row(String name, DoubleStream seconds) {
		Figures.Spread spread = Figures.Spread.of(seconds);
		return "| %s | %.2f | %.2f | %.2f | %s %d |".formatted(name, spread.min(), spread.median(), spread.max(),
				(spread.max() <= GOAL.toSeconds()) ? "≤" : "**missed:** ≤", GOAL.toSeconds());
	}

	/**
	 * Kill a JVM, and return how many seconds later each of its items was back.
	 */
	private double[] measure() throws Exception {
		Process jvm = fork();
		try (BufferedReader output = jvm.inputReader()) {
			for (int i = 0; i < ITEMS; i++) {
				this.queue.put("item-" + i);
			}
			if (!READY.equals(output.readLine())) {
				throw new IllegalStateException("The JVM to kill has not leased all items");
			}
			List<Future<Long>> back = new ArrayList<>();
			for (int i = 0; i < ITEMS; i++) {
				back.add(this.workers.submit(this::awaitItem));
			}
			while (this.queue.snapshot().blockedGetters() < ITEMS) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
			long killed = System.nanoTime();
			jvm.destroyForcibly();
			double[] seconds = new double[ITEMS];
			for (int i = 0; i < ITEMS; i++) {
				seconds[i] = (back.get(i).get() - killed) / 1e9;
			}
			return seconds;
		}
		finally {
			jvm.destroyForcibly().waitFor();
		}
	}

	/**
	 * Wait for an item of the killed JVM.
	 * @return when it came
	 */
	private long awaitItem() throws Exception {
		Lease<String> lease = lease(this.queue);
		long now = System.nanoTime();
		if (lease.deliveries() != 2) {
			throw new IllegalStateException(lease.item() + " was not on lease");
		}
		lease.done().get();
		return now;
	}

	private Process fork() throws IOException {
		Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), RedisRedelivery.class.getName(), "hold", "" + this.redis.port())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
		return jvm;
	}

	private static void hold(BenchmarkRedis redis) throws Exception {
		EngineQueue<String> queue = queue(redis);
		List<Lease<String>> held = new ArrayList<>();
		while (held.size() < ITEMS) {
			held.add(lease(queue));
		}
		// Leases are prolonged again and again: it is killed at another moment of that in
		// each round.
		TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(LEASE.toMillis()));
		System.out.println(READY);
		Thread.currentThread().join();
	}

	private static Lease<String> lease(EngineQueue<String> queue) throws InterruptedException {
		Leases<String> leases = queue.leases();
		Lease<String> lease = (leases != null) ? leases.poll(PATIENCE) : null;
		if (lease == null) {
			throw new IllegalStateException("There was no item to lease");
		}
		return lease;
	}

	private static EngineQueue<String> queue(BenchmarkRedis redis) {
		DefaultSyncRegistry registry = RedisSyncRegistry.create(redis.newConnectionFactory(),
				RedisSettings.DEFAULT.withLease(LEASE));
		SyncQueue<String> queue = registry.queue("redelivery", String.class);
		return (EngineQueue<String>) queue;
	}

}
