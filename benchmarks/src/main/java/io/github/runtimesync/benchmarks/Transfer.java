/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Items that go from producers to consumers through blocking calls. One invocation moves
 * a fixed number of items, so that no thread is left blocked when the measurement ends.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Transfer {

	private static final int ITEMS = 400_000;

	/** How many items of an unbounded queue may be waiting. */
	private static final int MAX_BACKLOG = 65_536;

	private static final String UNCAPPED = " uncapped";

	private static final Object ITEM = new Object();

	@Param({ "sync" })
	private String queue;

	@Param({ "1024" })
	private int bound;

	@Param({ "1" })
	private int pairs;

	@Param({ "platform" })
	private String threads;

	private QueueSubject subject;

	private ExecutorService executor;

	private final AtomicLong taken = new AtomicLong();

	/** Where the queue does not bound the backlog, the producers do. */
	private int maxBacklog;

	/** How often the backlog is looked at. */
	private int check;

	/**
	 * Create the queue and the threads.
	 */
	@Setup(Level.Trial)
	public void start() {
		boolean uncapped = this.queue.endsWith(UNCAPPED);
		this.subject = QueueSubject.create(this.queue.replace(UNCAPPED, ""), this.bound);
		boolean bounds = this.bound != 0 && (uncapped || !this.queue.equals("LinkedTransferQueue"));
		this.maxBacklog = bounds ? 0 : (this.bound != 0) ? this.bound : MAX_BACKLOG;
		this.check = Math.max(1, this.maxBacklog / 16);
		this.executor = BenchmarkThreads.executor(this.threads);
	}

	/**
	 * End the threads.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		this.executor.shutdownNow();
	}

	/**
	 * Move the items.
	 * @throws Exception if a thread fails
	 */
	@Benchmark
	@OperationsPerInvocation(ITEMS)
	public void transfer() throws Exception {
		this.taken.set(0);
		AtomicLong put = new AtomicLong();
		List<Future<?>> futures = new ArrayList<>();
		for (int pair = 0; pair < this.pairs; pair++) {
			futures.add(this.executor.submit(() -> {
				produce(ITEMS / this.pairs, put);
				return null;
			}));
			futures.add(this.executor.submit(() -> {
				consume(ITEMS / this.pairs);
				return null;
			}));
		}
		for (Future<?> future : futures) {
			future.get();
		}
	}

	private void produce(int items, AtomicLong put) throws InterruptedException {
		for (int i = 1; i <= items; i++) {
			this.subject.put(ITEM);
			if (this.maxBacklog != 0 && i % this.check == 0) {
				long total = put.addAndGet(this.check);
				while (total - this.taken.get() > this.maxBacklog) {
					Thread.yield();
				}
			}
		}
	}

	private void consume(int items) throws InterruptedException {
		for (int i = 1; i <= items; i++) {
			if (this.subject.get() != ITEM) {
				throw new IllegalStateException("Not what was put");
			}
			if (this.maxBacklog != 0 && i % this.check == 0) {
				this.taken.addAndGet(this.check);
			}
		}
	}

}
