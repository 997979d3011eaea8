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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.redisson.api.RedissonClient;

import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * What 200 threads in two JVMs cost that wait at 20 queues in Redis: connections, and
 * what goes to and fro while nothing happens. Then an item for each of them, one after
 * the other: each must wake exactly one, and nobody may be left.
 */
public final class RedisIdle {

	private static final int JVMS = 2;

	private static final int QUEUES = 20;

	/** How many threads of a JVM wait at a queue. */
	private static final int EACH = 5;

	private static final String SYNC = "sync";

	private static final Duration SETTLE = Duration.ofSeconds(10);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** Permits are items that were taken. */
	private final Semaphore taken = new Semaphore(0);

	private final Semaphore ready = new Semaphore(0);

	private final BenchmarkRedis redis;

	private RedisIdle(BenchmarkRedis redis) {
		this.redis = redis;
	}

	/**
	 * Measure.
	 * @param args how many seconds to look; or, in a JVM of its own, who waits, and the
	 * port of the server
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		if (args.length == 2) {
			await(args[0], BenchmarkRedis.connect(Integer.parseInt(args[1])));
			System.exit(0);
		}
		int seconds = (args.length > 0) ? Integer.parseInt(args[0]) : 20;
		BenchmarkRedis redis = BenchmarkRedis.start();
		System.out.printf("Redis %s, %d waiters at %d queues in %d JVMs, %d s%n%n", redis.version(),
				JVMS * QUEUES * EACH, QUEUES, JVMS, seconds);
		System.out.println("| | connections | scripts per second, queue and JVM | commands, likewise "
				+ "| µs of the server per second | scripts per put | commands per put | left |\n|---|---|---|---|---|---|---|---|");
		for (String subject : List.of(SYNC, "redisson")) {
			System.out.println(new RedisIdle(redis).measure(subject, seconds));
		}
		System.exit(0);
	}

	private String measure(String subject, int seconds) throws Exception {
		long before = this.redis.connections();
		List<Process> jvms = new ArrayList<>();
		for (int i = 0; i < JVMS; i++) {
			jvms.add(fork(subject));
		}
		if (!this.ready.tryAcquire(JVMS, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("A JVM did not start");
		}
		TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
		long connections = this.redis.connections() - before;
		RedisCost start = this.redis.cost();
		TimeUnit.SECONDS.sleep(seconds);
		RedisCost idle = this.redis.cost().since(start).per(seconds);
		List<RedisQueueSubject> queues = queues(subject, this.redis);
		start = this.redis.cost();
		int puts = JVMS * QUEUES * EACH;
		for (int i = 0; i < puts; i++) {
			queues.get(i % QUEUES).put("item");
			if (!this.taken.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS) || this.taken.availablePermits() != 0) {
				throw new IllegalStateException("Put %d of %s did not wake one".formatted(i + 1, subject));
			}
		}
		RedisCost woken = this.redis.cost().since(start).per(puts);
		long left = 0;
		for (Process jvm : jvms) {
			left += jvm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 0 : 1;
			jvm.destroyForcibly();
		}
		double waiting = QUEUES * JVMS;
		return "| %s | %d | %.2f | %.2f | %.0f | %.2f | %.2f | %s |".formatted(subject, connections,
				idle.scripts() / waiting, idle.commands() / waiting, idle.serverMicros(), woken.scripts(),
				woken.commands(), (left == 0) ? "none" : "in %d JVMs".formatted(left));
	}

	private Process fork(String subject) throws IOException {
		Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), RedisIdle.class.getName(), subject, "" + this.redis.port())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(jvm::destroyForcibly));
		Thread reader = new Thread(() -> read(jvm));
		reader.setDaemon(true);
		reader.start();
		return jvm;
	}

	private void read(Process jvm) {
		try (BufferedReader output = jvm.inputReader()) {
			output.lines().forEach((line) -> (line.equals("ready") ? this.ready : this.taken).release());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(String subject, BenchmarkRedis redis) throws Exception {
		ExecutorService executor = BenchmarkThreads.executor("platform");
		for (RedisQueueSubject queue : queues(subject, redis)) {
			for (int i = 0; i < EACH; i++) {
				executor.submit(() -> {
					String item = queue.get();
					System.out.println(item);
					return null;
				});
			}
		}
		executor.shutdown();
		System.out.println("ready");
		executor.awaitTermination(10, TimeUnit.MINUTES);
	}

	private static List<RedisQueueSubject> queues(String subject, BenchmarkRedis redis) {
		List<RedisQueueSubject> queues = new ArrayList<>();
		if (subject.equals(SYNC)) {
			DefaultSyncRegistry registry = redis.newRegistry();
			for (int i = 0; i < QUEUES; i++) {
				queues.add(RedisQueueSubject.sync(registry, "sync-" + i, 0));
			}
		}
		else {
			RedissonClient client = redis.newRedisson(QUEUES * EACH);
			for (int i = 0; i < QUEUES; i++) {
				queues.add(RedisQueueSubject.redisson(client, "redisson-" + i, 0));
			}
		}
		return queues;
	}

}
