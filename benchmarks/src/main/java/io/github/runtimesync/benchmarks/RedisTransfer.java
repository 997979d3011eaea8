/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.redisson.api.RedissonClient;

import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * Moves items of 100 bytes through queues in Redis, from threads that put to threads that
 * get: ours beside Redisson's and a list through Lettuce, in turn in one JVM, on a server
 * of its own ({@code -Dredis.binary}). Prints thousands of items per second, the median
 * of the ratios within a round, and what an item costs. Then what a listener costs.
 */
public final class RedisTransfer {

	private static final int BOUND = 1024;

	private static final String ITEM = "x".repeat(100);

	private static final String END = "end";

	private static final String SYNC = "sync";

	private static final String REDISSON = "redisson";

	private static final String LETTUCE = "lettuce";

	private static final int MOST_THREADS = 8;

	/** Until then the JIT compiler is at work. */
	private static final int WARM_UP = 10;

	private final BenchmarkRedis redis;

	private final int rounds;

	private final long millis;

	private final DefaultSyncRegistry registry;

	private final RedissonClient redisson;

	private final ExecutorService executor = BenchmarkThreads.executor("platform");

	private final List<RedisCosts> costs = new ArrayList<>();

	private RedisTransfer(int rounds, long millis) throws Exception {
		this.redis = BenchmarkRedis.start();
		this.rounds = rounds;
		this.millis = millis;
		this.registry = this.redis.newRegistry();
		this.redisson = this.redis.newRedisson(MOST_THREADS);
	}

	/**
	 * Compare.
	 * @param args how many rounds, and how many milliseconds for each subject in a round
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		RedisTransfer transfer = new RedisTransfer((args.length > 0) ? Integer.parseInt(args[0]) : 5,
				(args.length > 1) ? Long.parseLong(args[1]) : 1_000);
		System.out.println("Redis " + transfer.redis.version());
		List<Figures> figures = List.of(transfer.compare(BOUND, 1, 2), transfer.compare(BOUND, MOST_THREADS, 5),
				transfer.compare(0, 1, 0), transfer.compare(0, MOST_THREADS, 0));
		System.out.println(new Report(figures, transfer.rounds).table());
		for (int concurrency : new int[] { 1, 16 }) {
			transfer.costs.add(RedisListening.measure(transfer.redis, concurrency, transfer.rounds, transfer.millis));
		}
		System.out.println(RedisCosts.table(transfer.costs));
		System.exit(0);
	}

	private Figures compare(int bound, int pairs, double goal) throws Exception {
		Map<String, RedisQueueSubject> subjects = new LinkedHashMap<>();
		subjects.put(SYNC, RedisQueueSubject.sync(this.registry, "sync-" + bound, bound));
		subjects.put(REDISSON, RedisQueueSubject.redisson(this.redisson, "redisson-" + bound, bound));
		subjects.put(LETTUCE, RedisQueueSubject.lettuce(this.redis, LETTUCE));
		String name = "%s put and get, %d/%d".formatted((bound != 0) ? "bounded" : "unbounded", pairs, pairs);
		RedisCosts rowCosts = new RedisCosts(name);
		this.costs.add(rowCosts);
		Row row = new Row(name, true, goal, SYNC, List.of(REDISSON), List.of(LETTUCE),
				(subject) -> measure(subjects.get(subject), pairs, rowCosts.of(subject)));
		for (String subject : subjects.keySet()) {
			for (int i = 0; i < WARM_UP; i++) {
				row.measurement().measure(subject);
			}
			rowCosts.of(subject).clear();
		}
		Figures figures = new Figures(row);
		for (int round = 0; round < this.rounds; round++) {
			Map<String, Double> perMilli = new LinkedHashMap<>();
			for (String subject : subjects.keySet()) {
				perMilli.put(subject, row.measurement().measure(subject));
			}
			System.out.println(name + ", round " + (round + 1) + ": " + perMilli);
			figures.add(perMilli);
		}
		return figures;
	}

	private double measure(RedisQueueSubject queue, int pairs, List<RedisCost> itemCosts) throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		List<Future<Integer>> getters = new ArrayList<>();
		List<Future<?>> putters = new ArrayList<>();
		RedisCost before = this.redis.cost();
		long start = System.nanoTime();
		for (int i = 0; i < pairs; i++) {
			getters.add(this.executor.submit(() -> get(queue)));
			putters.add(this.executor.submit(() -> put(queue, over)));
		}
		TimeUnit.MILLISECONDS.sleep(this.millis);
		over.set(true);
		for (Future<?> putter : putters) {
			putter.get();
		}
		for (int i = 0; i < pairs; i++) {
			queue.put(END);
		}
		int items = 0;
		for (Future<Integer> getter : getters) {
			items += getter.get();
		}
		double elapsed = (System.nanoTime() - start) / 1e6;
		itemCosts.add(this.redis.cost().since(before).per(items));
		return items / elapsed;
	}

	private static Void put(RedisQueueSubject queue, AtomicBoolean over) throws InterruptedException {
		while (!over.get()) {
			queue.put(ITEM);
		}
		return null;
	}

	private static int get(RedisQueueSubject queue) throws InterruptedException {
		int items = 0;
		while (!queue.get().equals(END)) {
			items++;
		}
		return items;
	}

}
