/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.BlockingQueueView;

/**
 * A {@link LocalQueue} as a {@link BlockingQueue}. Iterators, searches and bulk removals
 * work on a copy of what is in the queue when they begin, so that no code of the caller's
 * runs under a lock; what they remove, they remove from the queue if it is still there.
 * Iterators skip what has gone in the meantime.
 *
 * @param <E> the type of the items
 */
final class LocalQueueView<E> extends BlockingQueueView<E> {

	private final LocalQueue<E> queue;

	private final Channel<Object> channel;

	private final Unpacking<E> unpacking;

	LocalQueueView(LocalQueue<E> queue, Channel<Object> channel, Unpacking<E> unpacking) {
		super(queue);
		this.queue = queue;
		this.channel = channel;
		this.unpacking = unpacking;
	}

	@Override
	public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
		return this.queue.offer(item, unit.toNanos(timeout));
	}

	@Override
	public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
		return this.queue.poll(unit.toNanos(timeout));
	}

	@Override
	public @Nullable E peek() {
		return this.unpacking.itemOrNull(this.channel.interior().peek());
	}

	@Override
	public boolean isEmpty() {
		return this.channel.state().isEmpty();
	}

	@Override
	public Iterator<E> iterator() {
		return new LocalQueueIterator<>(this.channel.interior(), this.unpacking);
	}

	@Override
	public boolean remove(@Nullable Object item) {
		if (item == null) {
			return false;
		}
		// Somebody may take the item between the search and the removal; then search on.
		while (true) {
			Contents<Object> contents = this.channel.interior().contents();
			int position = position(contents, item);
			if (position < 0) {
				return false;
			}
			BitSet doomed = new BitSet();
			doomed.set(position);
			if (this.channel.interior().remove(contents, doomed) > 0) {
				return true;
			}
		}
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		Contents<Object> contents = this.channel.interior().contents();
		BitSet doomed = new BitSet();
		for (int i = 0; i < contents.items().size(); i++) {
			doomed.set(i, filter.test(this.unpacking.item(contents.items().get(i))));
		}
		return this.channel.interior().remove(contents, doomed) > 0;
	}

	@Override
	protected List<E> items() {
		return this.unpacking.items(this.channel.interior().contents().items());
	}

	private int position(Contents<Object> contents, Object item) {
		for (int i = 0; i < contents.items().size(); i++) {
			if (item.equals(this.unpacking.item(contents.items().get(i)))) {
				return i;
			}
		}
		return -1;
	}

}
