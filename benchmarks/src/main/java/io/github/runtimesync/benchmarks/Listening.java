/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

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

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListenerContainerFactory;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Items that one thread puts and several workers take to do nothing with them: those of a
 * listener, or threads with a loop written by hand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Listening {

	private static final int ITEMS = 400_000;

	private static final Object ITEM = new Object();

	@Param({ "listener" })
	private String worker;

	@Param({ "4" })
	private int workers;

	@Param({ "1024" })
	private int bound;

	private DefaultSyncRegistry registry;

	private SyncQueue<Object> queue;

	private SyncListenerRegistry listeners;

	private ExecutorService executor;

	private final LongAdder done = new LongAdder();

	private long put;

	/**
	 * Create the queue and its workers.
	 */
	@Setup(Level.Trial)
	public void start() {
		this.registry = LocalSyncRegistry.create();
		this.queue = this.registry.queue("jobs", this.bound);
		if (this.worker.equals("listener")) {
			SyncListenerOptions options = new SyncListenerOptions();
			options.setConcurrency("" + this.workers);
			this.listeners = new SyncListenerRegistry(
					new SyncListenerContainerFactory(this.registry, options, Map.of(), false, (event) -> {
					}), Duration.ofSeconds(1));
			this.listeners
				.register(SyncListenerEndpoint.forItems("jobs", "jobs", Object.class, (item) -> this.done.increment()));
			this.listeners.start();
			return;
		}
		this.executor = BenchmarkThreads.executor("platform");
		for (int i = 0; i < this.workers; i++) {
			this.executor.submit(this::loop);
		}
	}

	private Void loop() throws InterruptedException {
		while (this.queue.get() != null) {
			this.done.increment();
		}
		return null;
	}

	/**
	 * End the workers.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		this.registry.close();
		if (this.listeners != null) {
			this.listeners.destroy();
		}
		if (this.executor != null) {
			this.executor.shutdownNow();
		}
	}

	/**
	 * Put items and wait until they are done.
	 * @throws InterruptedException if interrupted
	 */
	@Benchmark
	@OperationsPerInvocation(ITEMS)
	public void listen() throws InterruptedException {
		for (int i = 0; i < ITEMS; i++) {
			this.queue.put(ITEM);
		}
		this.put += ITEMS;
		while (this.done.sum() != this.put) {
			LockSupport.parkNanos(10_000);
		}
	}

}
