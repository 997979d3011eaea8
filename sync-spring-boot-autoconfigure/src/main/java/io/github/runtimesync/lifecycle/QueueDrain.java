/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;

/**
 * Once no request can put any more, gives consumers time to empty the queues and then
 * closes the registry, which releases whoever is still blocked. Nobody waits for a queue
 * that nobody takes from, or that other JVMs share: what is in it stays there for them. A
 * consumer on an executor that waits for its tasks goes on with what is left in the
 * closed queue while Spring stops the executors.
 */
public final class QueueDrain extends ShutdownStep {

	private static final Log logger = LogFactory.getLog(QueueDrain.class);

	private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

	private static final long CHECK_NANOS = Duration.ofMillis(20).toNanos();

	private final DefaultSyncRegistry registry;

	private final long timeoutNanos;

	private final Map<EnginePrimitive, LastGet> lastGets = new HashMap<>();

	/**
	 * Create the step.
	 * @param registry the registry to drain and close
	 * @param timeout how long to wait for consumers at most
	 */
	public QueueDrain(DefaultSyncRegistry registry, Duration timeout) {
		super(QUEUE_DRAIN_PHASE);
		this.registry = registry;
		this.timeoutNanos = timeout.toNanos();
	}

	/**
	 * Return how long work is waited for at most.
	 */
	long timeoutNanos() {
		return this.timeoutNanos;
	}

	@Override
	void close(Runnable callback) {
		Thread drain = new Thread(() -> {
			try {
				drain();
			}
			finally {
				callback.run();
			}
		}, "sync-queue-drain");
		drain.setDaemon(true);
		drain.start();
	}

	private void drain() {
		long start = System.nanoTime();
		boolean waited = false;
		while (!this.registry.isClosed() && System.nanoTime() - start < this.timeoutNanos && isAnyConsumed()) {
			if (!waited) {
				logger.info("Waiting for consumers to empty their queues");
				waited = true;
			}
			LockSupport.parkNanos(CHECK_NANOS);
		}
		this.registry.close();
	}

	private boolean isAnyConsumed() {
		return this.registry.primitives(SyncKind.QUEUE)
			.filter((queue) -> !this.registry.isShared(SyncKind.QUEUE, queue.name()))
			.filter(this::isConsumed)
			.count() != 0;
	}

	private boolean isConsumed(EnginePrimitive primitive) {
		if (!(primitive.snapshot() instanceof QueueSnapshot queue) || queue.size() == 0 || queue.gets() == 0) {
			return false;
		}
		LastGet last = this.lastGets.get(primitive);
		if (last == null || last.gets != queue.gets()) {
			last = new LastGet(queue.gets(), System.nanoTime());
			this.lastGets.put(primitive, last);
		}
		return System.nanoTime() - last.sinceNanos < IDLE_NANOS;
	}

	/**
	 * How many items were taken from a queue, and since when there has been no further
	 * one.
	 *
	 * @param gets the number of items
	 * @param sinceNanos when that number was seen first
	 */
	private record LastGet(long gets, long sinceNanos) {

	}

}
