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

/**
 * The queue as a listener takes from it: items, or {@link Envelope envelopes} if somebody
 * wants to know what they say.
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
		if (envelopes && queue instanceof EngineQueue<Object> engineQueue) {
			engineQueue.stampPuts();
			return new Enveloped(engineQueue);
		}
		return new ItemSource(queue);
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

}
