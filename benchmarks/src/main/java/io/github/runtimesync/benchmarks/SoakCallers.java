/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;

/**
 * What the callers of the {@link Soak} do: patient and impatient ones, some that are
 * interrupted or cancel, and some that create and remove.
 */
final class SoakCallers {

	private static final Duration SHORT = Duration.ofNanos(10_000);

	private final SyncRegistry registry;

	private final LongAdder put = new LongAdder();

	private final LongAdder got = new LongAdder();

	private final LongAdder withdrawn = new LongAdder();

	SoakCallers(SyncRegistry registry) {
		this.registry = registry;
	}

	List<Caller> all(int rounds) {
		List<Caller> callers = new ArrayList<>();
		for (int bound : new int[] { 1, 7, 1024, 0 }) {
			SyncQueue<byte[]> queue = this.registry.queue("soak" + bound, byte[].class, bound);
			callers.add(() -> feed(queue, rounds));
			callers.add(() -> consume(queue, rounds));
			callers.add(() -> interrupt(queue, rounds / 100));
		}
		callers.add(() -> share(rounds));
		callers.add(() -> await(rounds));
		callers.add(() -> createAndRemove(rounds));
		return callers;
	}

	/**
	 * Put each item in one of the ways there are; an impatient put is tried until it
	 * succeeds.
	 */
	private void feed(SyncQueue<byte[]> queue, int rounds) throws Exception {
		for (int i = 0; i < rounds; i++) {
			byte[] item = new byte[16];
			switch (i % 4) {
				case 0 -> queue.put(item);
				case 1 -> queue.putAsync(item).get();
				case 2 -> {
					while (!queue.offer(item, SHORT)) {
						this.withdrawn.increment();
					}
				}
				default -> {
					while (!queue.offer(item)) {
						Thread.yield();
					}
				}
			}
			this.put.increment();
		}
	}

	private void consume(SyncQueue<byte[]> queue, int rounds) throws Exception {
		for (int i = 0; i < rounds; i++) {
			switch (i % 3) {
				case 0 -> queue.get();
				case 1 -> {
					while (queue.poll(SHORT) == null) {
						this.withdrawn.increment();
					}
				}
				default -> cancelOrGet(queue);
			}
			this.got.increment();
		}
	}

	/**
	 * Cancel a get; if it was served before, that is the item.
	 */
	private void cancelOrGet(SyncQueue<byte[]> queue) throws Exception {
		CompletableFuture<byte[]> future = queue.getAsync();
		if (future.cancel(false)) {
			this.withdrawn.increment();
			queue.get();
		}
	}

	/**
	 * Wait for room in a full queue of its own until interrupted.
	 */
	private void interrupt(SyncQueue<byte[]> queue, int rounds) throws Exception {
		SyncQueue<byte[]> full = this.registry.queue(queue.name() + "-full", byte[].class, 1);
		full.offer(new byte[0]);
		for (int i = 0; i < rounds; i++) {
			Thread.currentThread().interrupt();
			try {
				full.put(new byte[1]);
				throw new IllegalStateException("The queue was full");
			}
			catch (InterruptedException ex) {
				this.withdrawn.increment();
			}
		}
	}

	private void share(int rounds) {
		SyncShared<Integer> shared = this.registry.shared("soak", 0);
		for (int i = 0; i < rounds; i++) {
			try (Subscription subscription = shared.onChange((value) -> this.registry.atomic("changes").add())) {
				shared.update((value) -> value + 1);
			}
		}
	}

	private void await(int rounds) throws Exception {
		SyncWaitGroup group = this.registry.waitGroup("soak");
		for (int i = 0; i < rounds; i++) {
			group.add(2);
			CompletableFuture<Void> zero = group.whenZero();
			if (group.await(SHORT)) {
				throw new IllegalStateException("Two tasks were outstanding");
			}
			this.withdrawn.increment();
			group.done();
			group.done();
			zero.get();
			group.await();
		}
	}

	private void createAndRemove(int rounds) throws Exception {
		for (int i = 0; i < rounds; i++) {
			String name = "short-lived-" + i;
			SyncQueue<Integer> queue = this.registry.queue(name);
			CompletableFuture<Integer> getter = queue.getAsync();
			this.registry.atomic(name).add();
			this.registry.remove(SyncKind.QUEUE, name);
			this.registry.remove(SyncKind.ATOMIC, name);
			if (getter.get() != null) {
				throw new IllegalStateException("Nothing was put");
			}
		}
	}

	String progress() {
		return "%d put, %d got, %d withdrawn".formatted(this.put.sum(), this.got.sum(), this.withdrawn.sum());
	}

	void check() {
		if (this.put.sum() != this.got.sum()) {
			throw new IllegalStateException("Not even: " + progress());
		}
		for (int bound : new int[] { 1, 7, 1024, 0 }) {
			int size = this.registry.queue("soak" + bound, byte[].class, bound).size();
			if (size != 0) {
				throw new IllegalStateException("%d items are left in a queue of %d".formatted(size, bound));
			}
		}
	}

	/**
	 * One caller.
	 */
	@FunctionalInterface
	interface Caller {

		void run() throws Exception;

	}

}
