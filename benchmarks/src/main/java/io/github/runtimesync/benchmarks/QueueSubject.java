/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * A queue to measure.
 */
public abstract class QueueSubject {

	/** The chunk size that JCTools' own benchmarks use. */
	private static final int XADD_CHUNK = 1024;

	abstract void put(Object item) throws InterruptedException;

	abstract Object get() throws InterruptedException;

	/**
	 * Create a queue by the name of its class, ours by the name {@code sync}.
	 * @param name the name
	 * @param bound the number of items it holds at most, 0 if unbounded
	 * @return the queue
	 */
	static QueueSubject create(String name, int bound) {
		return switch (name) {
			case "sync" -> new Sync(LocalSyncRegistry.create().queue("jobs", bound));
			case "ArrayBlockingQueue" -> new Blocking(new ArrayBlockingQueue<>(bound));
			case "LinkedBlockingQueue" ->
				new Blocking((bound != 0) ? new LinkedBlockingQueue<>(bound) : new LinkedBlockingQueue<>());
			case "LinkedTransferQueue" -> new Blocking(new LinkedTransferQueue<>());
			case "MpmcArrayQueue" -> new Spinning(new MpmcArrayQueue<>(bound));
			case "MpmcUnboundedXaddArrayQueue" -> new Spinning(new MpmcUnboundedXaddArrayQueue<>(XADD_CHUNK));
			default -> throw new IllegalArgumentException("No queue is called " + name);
		};
	}

	private static final class Sync extends QueueSubject {

		private final SyncQueue<Object> queue;

		private Sync(SyncQueue<Object> queue) {
			this.queue = queue;
		}

		@Override
		void put(Object item) throws InterruptedException {
			this.queue.put(item);
		}

		@Override
		Object get() throws InterruptedException {
			Object item = this.queue.get();
			if (item == null) {
				throw new IllegalStateException("Closed");
			}
			return item;
		}

	}

	private static final class Blocking extends QueueSubject {

		private final BlockingQueue<Object> queue;

		private Blocking(BlockingQueue<Object> queue) {
			this.queue = queue;
		}

		@Override
		void put(Object item) throws InterruptedException {
			this.queue.put(item);
		}

		@Override
		Object get() throws InterruptedException {
			return this.queue.take();
		}

	}

	/**
	 * A queue that cannot block: spins a little and then gives the processor away, for
	 * ever.
	 */
	private static final class Spinning extends QueueSubject {

		private static final int SPINS = 100;

		private final Queue<Object> queue;

		private Spinning(Queue<Object> queue) {
			this.queue = queue;
		}

		@Override
		void put(Object item) {
			for (int attempt = 0; !this.queue.offer(item); attempt++) {
				pause(attempt);
			}
		}

		@Override
		Object get() {
			Object item = this.queue.poll();
			for (int attempt = 0; item == null; attempt++) {
				pause(attempt);
				item = this.queue.poll();
			}
			return item;
		}

		private static void pause(int attempt) {
			if (attempt < SPINS) {
				Thread.onSpinWait();
			}
			else {
				Thread.yield();
			}
		}

	}

}
