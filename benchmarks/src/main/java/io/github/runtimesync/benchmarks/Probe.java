/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jol.info.GraphLayout;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Measurements that are no throughput: latency, memory, idleness. Prints one number.
 */
public final class Probe {

	private static final int HAND_OFFS = 20_000;

	private static final int WARM_UP = 20_000;

	private static final int ITEMS = 1_000_000;

	private static final int WAITERS = 10_000;

	private Probe() {
	}

	/**
	 * Run a probe.
	 * @param args the name of the probe and its subject
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		double figure = switch (args[0]) {
			case "hand-off-p50" -> handOff(args[1], 0.5);
			case "hand-off-p99" -> handOff(args[1], 0.99);
			case "bytes-per-item" -> bytesPerItem(args[1]);
			case "bytes-per-atomic" -> bytesPerAtomic(args[1]);
			case "idle-cpu" -> idleCpu(args[1]);
			case "release" -> release(args[1]);
			default -> throw new IllegalArgumentException("No probe is called " + args[0]);
		};
		System.out.println(figure);
		System.exit(0);
	}

	/**
	 * Put to a consumer that is parked for sure, and see when it has the item.
	 */
	private static double handOff(String name, double quantile) throws Exception {
		QueueSubject queue = QueueSubject.create(name, 1024);
		long[] nanos = new long[WARM_UP + HAND_OFFS];
		AtomicLong received = new AtomicLong();
		Thread consumer = daemon(() -> {
			for (int i = 0; i < nanos.length; i++) {
				Long sent = (Long) queue.get();
				nanos[i] = System.nanoTime() - sent;
				received.set(i + 1);
			}
			return null;
		});
		for (int i = 0; i < nanos.length; i++) {
			int expected = i;
			while (received.get() != expected || consumer.getState() != Thread.State.WAITING) {
				LockSupport.parkNanos(20_000);
			}
			queue.put(System.nanoTime());
		}
		consumer.join();
		long[] counted = Arrays.copyOfRange(nanos, WARM_UP, nanos.length);
		Arrays.sort(counted);
		return counted[(int) (quantile * (counted.length - 1))];
	}

	private static double bytesPerItem(String name) throws Exception {
		QueueSubject queue = QueueSubject.create(name, 0);
		Object item = new Object();
		long empty = GraphLayout.parseInstance(queue).totalSize();
		for (int i = 0; i < ITEMS; i++) {
			queue.put(item);
		}
		return (GraphLayout.parseInstance(queue).totalSize() - empty) / (double) ITEMS;
	}

	private static double bytesPerAtomic(String name) {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < ITEMS; i++) {
			names.add("counter" + i);
		}
		long before = usedHeap();
		Object holder;
		if (name.equals("sync")) {
			DefaultSyncRegistry registry = LocalSyncRegistry
				.create(new RegistrySettings(Map.of(SyncKind.ATOMIC, ITEMS), Declarations.NONE, false));
			names.forEach(registry::atomic);
			holder = registry;
		}
		else {
			Map<String, AtomicLong> map = new ConcurrentHashMap<>();
			names.forEach((counter) -> map.put(counter, new AtomicLong()));
			holder = map;
		}
		double bytes = (usedHeap() - before) / (double) ITEMS;
		if (holder.hashCode() == 0 && names.isEmpty()) {
			throw new IllegalStateException();
		}
		return bytes;
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static double idleCpu(String name) throws Exception {
		QueueSubject empty = QueueSubject.create(name, 1);
		for (int i = 0; i < 200; i++) {
			daemon(empty::get);
		}
		LockSupport.parkNanos(2_000_000_000L);
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		long before = system.getProcessCpuTime();
		LockSupport.parkNanos(10_000_000_000L);
		return (system.getProcessCpuTime() - before) / 1e6;
	}

	/**
	 * Release ten thousand waiters and wait until each has returned.
	 */
	private static double release(String name) throws Exception {
		SyncWaitGroup group = LocalSyncRegistry.create().waitGroup("tasks");
		CountDownLatch latch = new CountDownLatch(1);
		Phaser phaser = new Phaser(1);
		group.add();
		CountDownLatch returned = new CountDownLatch(WAITERS);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < WAITERS; i++) {
			Thread thread = new Thread(null, () -> {
				try {
					switch (name) {
						case "waitGroup" -> group.await();
						case "CountDownLatch" -> latch.await();
						default -> phaser.awaitAdvance(0);
					}
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				returned.countDown();
			}, "waiter", 64 * 1024);
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
				Thread.onSpinWait();
			}
		}
		long start = System.nanoTime();
		switch (name) {
			case "waitGroup" -> group.done();
			case "CountDownLatch" -> latch.countDown();
			default -> phaser.arrive();
		}
		returned.await();
		return (System.nanoTime() - start) / 1e6;
	}

	private static Thread daemon(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/**
	 * Something to do on a thread.
	 */
	@FunctionalInterface
	private interface Task {

		Object run() throws Exception;

	}

}
