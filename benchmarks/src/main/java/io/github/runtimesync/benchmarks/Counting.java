/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Counters and wait groups beside their peers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Counting {

	private final SyncRegistry registry = LocalSyncRegistry.create();

	private final SyncAtomic atomic = this.registry.atomic("requests");

	private final SyncWaitGroup waitGroup = this.registry.waitGroup("tasks");

	private final AtomicLong atomicLong = new AtomicLong();

	private final ConcurrentMap<String, AtomicLong> map = new ConcurrentHashMap<>();

	private final Phaser phaser = new Phaser(1);

	private final CountDownLatch latch = new CountDownLatch(Integer.MAX_VALUE);

	private final String name = "requests";

	/**
	 * Fill the map and the registry with neighbours.
	 */
	public Counting() {
		for (int i = 0; i < 1_000; i++) {
			this.registry.atomic("neighbour" + i);
			this.map.put("neighbour" + i, new AtomicLong());
		}
		this.map.put(this.name, new AtomicLong());
	}

	/**
	 * Add to a counter that the caller holds.
	 * @return the new value
	 */
	@Benchmark
	public long atomicAdd() {
		return this.atomic.add();
	}

	/**
	 * The peer of {@link #atomicAdd()}.
	 * @return the new value
	 */
	@Benchmark
	public long atomicLongAdd() {
		return this.atomicLong.addAndGet(1);
	}

	/**
	 * Add to a counter by its name.
	 * @return the new value
	 */
	@Benchmark
	public long registryAdd() {
		return this.registry.atomic(this.name).add();
	}

	/**
	 * The peer of {@link #registryAdd()}.
	 * @return the new value
	 */
	@Benchmark
	public long mapAdd() {
		return this.map.get(this.name).addAndGet(1);
	}

	/**
	 * Look up a counter by its name.
	 * @return the counter
	 */
	@Benchmark
	public SyncAtomic registryLookUp() {
		return this.registry.atomic(this.name);
	}

	/**
	 * The peer of {@link #registryLookUp()}.
	 * @return the counter
	 */
	@Benchmark
	public AtomicLong mapLookUp() {
		return this.map.get(this.name);
	}

	/**
	 * Count a task in and out.
	 */
	@Benchmark
	public void waitGroupAddDone() {
		this.waitGroup.add();
		this.waitGroup.done();
	}

	/**
	 * A peer of {@link #waitGroupAddDone()}.
	 */
	@Benchmark
	public void phaserRegisterDeregister() {
		this.phaser.register();
		this.phaser.arriveAndDeregister();
	}

	/**
	 * A peer of {@link #waitGroupAddDone()} that counts once where it counts twice, since
	 * a latch cannot be raised.
	 */
	@Benchmark
	public void latchCountDown() {
		this.latch.countDown();
		this.latch.getCount();
	}

}
