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
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.listener.SyncListener;

/**
 * A {@link SyncListener} without work against threads with a loop written by hand, in one
 * JVM and in turn, since with more threads than processors two JVMs differ by more than
 * the two do. Each has a queue of its own, of the same kind, and its threads wait while
 * the other is measured.
 */
public final class Listening {

	private static final int ITEMS = 500_000;

	private static final int WARM_UP = 8;

	private static final int PAIRS = 16;

	private static final String ITEM = "job";

	private static final String LISTENER = "listener";

	private static final String LOOP = "loop";

	private final int workers;

	private final boolean backlog;

	private final SyncQueue<String> listened;

	private final SyncQueue<String> looped;

	/**
	 * Create both and their threads.
	 * @param workers how many threads each has
	 * @param backlog whether all items are there before the first one is taken; else one
	 * thread puts at most 1 024 more than were taken
	 */
	private Listening(int workers, boolean backlog) {
		this.workers = workers;
		this.backlog = backlog;
		int bound = backlog ? 0 : 1024;
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark",
					Map.of("workers", workers, "sync.queues." + LISTENER + ".max-size", bound)));
		context.register(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class, Listener.class);
		context.refresh();
		SyncRegistry registry = context.getBean(SyncRegistry.class);
		this.listened = registry.queue(LISTENER, String.class, bound);
		this.looped = registry.queue(LOOP, String.class, bound);
		for (int i = 1; i <= workers; i++) {
			Thread thread = new Thread(this::loop, LOOP + "-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void loop() {
		try {
			String item;
			while ((item = this.looped.get()) != null) {
				process(item);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void process(String item) {
	}

	/**
	 * Measure and print two figures, the listener's and the loop's.
	 * @param args the number of workers; {@code stream}, {@code backlog} or
	 * {@code allocation}, for the median of items per microsecond or, the last, for bytes
	 * per item
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws InterruptedException {
		Listening listening = new Listening(Integer.parseInt(args[0]), args[1].equals("backlog"));
		List<double[]> pairs = new ArrayList<>();
		for (int pair = 0; pair < WARM_UP; pair++) {
			listening.pair(pair);
		}
		long listener = allocated("sync-" + LISTENER);
		long loop = allocated(LOOP);
		for (int pair = 0; pair < PAIRS; pair++) {
			pairs.add(listening.pair(pair));
		}
		if (args[1].equals("allocation")) {
			System.out.printf("%f %f%n", (allocated("sync-" + LISTENER) - listener) / (double) (PAIRS * ITEMS),
					(allocated(LOOP) - loop) / (double) (PAIRS * ITEMS));
		}
		else {
			System.out.printf("%f %f%n", median(pairs, 0), median(pairs, 1));
		}
		System.exit(0);
	}

	private static double median(List<double[]> pairs, int subject) {
		double[] sorted = pairs.stream().mapToDouble((pair) -> pair[subject]).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	private static long allocated(String threads) {
		ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long[] ids = Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds()))
			.filter((thread) -> thread != null && thread.getThreadName().startsWith(threads + "-"))
			.mapToLong((thread) -> thread.getThreadId())
			.toArray();
		return Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum();
	}

	private double[] pair(int number) throws InterruptedException {
		double[] pair = new double[2];
		int first = number % 2;
		pair[first] = itemsPerMicro((first == 0) ? this.listened : this.looped);
		pair[1 - first] = itemsPerMicro((first == 0) ? this.looped : this.listened);
		return pair;
	}

	private double itemsPerMicro(SyncQueue<String> queue) throws InterruptedException {
		if (this.backlog) {
			queue.pause();
			put(queue);
		}
		long start = System.nanoTime();
		if (this.backlog) {
			queue.resume();
		}
		else {
			put(queue);
		}
		while (queue.size() != 0) {
			LockSupport.parkNanos(20_000);
		}
		double micros = (System.nanoTime() - start) / 1e3;
		while (((EngineQueue<String>) queue).snapshot().blockedGetters() != this.workers) {
			LockSupport.parkNanos(20_000);
		}
		return ITEMS / micros;
	}

	private static void put(SyncQueue<String> queue) throws InterruptedException {
		for (int i = 0; i < ITEMS; i++) {
			queue.put(ITEM);
		}
	}

	/**
	 * The listener.
	 */
	static class Listener {

		@SyncListener(queue = LISTENER, concurrency = "${workers}")
		void listen(String item) {
			process(item);
		}

	}

}
