/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A put and a get by one thread, with nobody else around.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PutAndGet {

	private static final Object ITEM = new Object();

	@Param({ "sync" })
	private String queue;

	private QueueSubject subject;

	/**
	 * Create the queue.
	 */
	@Setup
	public void start() {
		this.subject = QueueSubject.create(this.queue, 1024);
	}

	/**
	 * Put and get.
	 * @return the item
	 * @throws InterruptedException if interrupted
	 */
	@Benchmark
	public Object putAndGet() throws InterruptedException {
		this.subject.put(ITEM);
		return this.subject.get();
	}

}
