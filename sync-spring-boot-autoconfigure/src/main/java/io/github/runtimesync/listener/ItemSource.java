/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;

/**
 * The queue as a listener takes from it: items, {@link Envelope envelopes} if somebody
 * wants to know what they say, or {@link Lease leases} if the engine has them.
 */
class ItemSource {

	final SyncQueue<Object> queue;

	private ItemSource(SyncQueue<Object> queue) {
		this.queue = queue;
	}

	/**
	 * Create a source.
	 * @param queue the queue
	 * @param envelopes whether to ask for envelopes; items that were put before may come
	 * without
	 * @return the source
	 */
	static ItemSource of(SyncQueue<Object> queue, boolean envelopes) {
		if (queue instanceof EngineQueue<Object> engineQueue && engineQueue.leases() != null) {
			return new Leased(engineQueue, engineQueue.leases());
		}
		if (envelopes && queue instanceof EngineQueue<Object> engineQueue) {
			engineQueue.stampPuts();
			return new Enveloped(engineQueue);
		}
		return new ItemSource(queue);
	}

	/**
	 * Return how items are leased, {@code null} if what is taken belongs to the taker.
	 */
	@Nullable Leases<Object> leases() {
		return null;
	}

	boolean isDrained() {
		return (this.queue instanceof EngineQueue<?> engineQueue) ? engineQueue.isDrained()
				: this.queue.isClosed() && this.queue.size() == 0;
	}

	/**
	 * Return how many items could be taken now: none while somebody has paused the queue.
	 */
	int backlog() {
		return this.queue.isPaused() ? 0 : this.queue.size();
	}

	@Nullable Object poll() {
		return this.queue.poll();
	}

	@Nullable Object poll(Duration timeout) throws InterruptedException {
		return this.queue.poll(timeout);
	}

	@Nullable Object get() throws InterruptedException {
		return this.queue.get();
	}

	int drainTo(Collection<Object> target, int maxItems) {
		return this.queue.drainTo(target, maxItems);
	}

	/**
	 * Return the lease of an item.
	 * @param taken what was taken
	 * @return the lease, {@code null} if the item belongs to the taker
	 */
	@Nullable Lease<?> lease(Object taken) {
		return null;
	}

	/**
	 * Return what came with an item.
	 * @param taken what was taken
	 * @return the envelope, {@code null} if it came alone
	 */
	@Nullable Envelope<?> envelope(Object taken) {
		return null;
	}

	/**
	 * Return the item itself.
	 * @param taken what was taken
	 * @return the item
	 */
	Object item(Object taken) {
		return taken;
	}

	/**
	 * A source of envelopes.
	 */
	private static final class Enveloped extends ItemSource {

		private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

		private final EngineQueue<Object> engineQueue;

		private Enveloped(EngineQueue<Object> queue) {
			super(queue);
			this.engineQueue = queue;
		}

		@Override
		@Nullable Object poll() {
			return this.engineQueue.poll(Enveloped::take);
		}

		@Override
		@Nullable Object poll(Duration timeout) throws InterruptedException {
			return this.engineQueue.poll(timeout, Enveloped::take);
		}

		@Override
		@Nullable Object get() throws InterruptedException {
			return this.engineQueue.poll(FOREVER, Enveloped::take);
		}

		@Override
		int drainTo(Collection<Object> target, int maxItems) {
			return this.engineQueue.drainTo(target, maxItems, Enveloped::take);
		}

		private static Object take(Object item, @Nullable Envelope<?> envelope) {
			if (envelope != null) {
				return envelope;
			}
			return (item instanceof Envelope<?>) ? new Alone(item) : item;
		}

		@Override
		@Nullable Envelope<?> envelope(Object taken) {
			return (taken instanceof Envelope<?> envelope) ? envelope : null;
		}

		@Override
		Object item(Object taken) {
			Envelope<?> envelope = envelope(taken);
			if (envelope != null) {
				return envelope.item();
			}
			return (taken instanceof Alone alone) ? alone.item() : taken;
		}

		/**
		 * An item that could be taken for its own envelope.
		 *
		 * @param item the item
		 */
		private record Alone(Object item) {

		}

	}

	/**
	 * A source of leases.
	 */
	private static final class Leased extends ItemSource {

		private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

		private final Leases<Object> leases;

		private Leased(SyncQueue<Object> queue, Leases<Object> leases) {
			super(queue);
			this.leases = leases;
		}

		@Override
		Leases<Object> leases() {
			return this.leases;
		}

		@Override
		boolean isDrained() {
			return this.leases.isDrained();
		}

		@Override
		int backlog() {
			return this.leases.backlog();
		}

		@Override
		@Nullable Object poll() {
			return this.leases.poll();
		}

		@Override
		@Nullable Object poll(Duration timeout) throws InterruptedException {
			return this.leases.poll(timeout);
		}

		@Override
		@Nullable Object get() throws InterruptedException {
			return this.leases.poll(FOREVER);
		}

		@Override
		int drainTo(Collection<Object> target, int maxItems) {
			return this.leases.drainTo(target, maxItems);
		}

		@Override
		Lease<?> lease(Object taken) {
			return (Lease<?>) taken;
		}

		@Override
		Envelope<?> envelope(Object taken) {
			return lease(taken).envelope();
		}

		@Override
		Object item(Object taken) {
			return lease(taken).item();
		}

	}

}
