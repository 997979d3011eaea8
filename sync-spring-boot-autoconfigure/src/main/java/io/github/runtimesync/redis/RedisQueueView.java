/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.BlockingQueueView;

/**
 * A {@link RedisQueue} as a {@link BlockingQueue}. Iterators show what was in the queue
 * when they were made. What is removed is told from other items by the id of its put, so
 * nothing is removed in place of an item that has gone meanwhile. What cannot be decoded
 * is never what is to be removed.
 *
 * @param <E> the type of the items
 */
final class RedisQueueView<E> extends BlockingQueueView<E> {

	private final RedisQueue<E> queue;

	RedisQueueView(RedisQueue<E> queue) {
		super(queue);
		this.queue = queue;
	}

	@Override
	protected List<E> items() {
		return this.queue.look(-1).stream().map(this.queue::peekAt).toList();
	}

	@Override
	public @Nullable E peek() {
		List<StoredItem> oldest = this.queue.look(1);
		return oldest.isEmpty() ? null : this.queue.peekAt(oldest.get(0));
	}

	@Override
	public Iterator<E> iterator() {
		return new ViewIterator(this.queue.look(-1).iterator());
	}

	@Override
	public boolean remove(@Nullable Object item) {
		if (item == null) {
			return false;
		}
		// Somebody may take the item between the search and the removal; then search on.
		while (true) {
			StoredItem found = find(item);
			if (found == null) {
				return false;
			}
			if (this.queue.drop(List.of(found)) > 0) {
				return true;
			}
		}
	}

	private @Nullable StoredItem find(Object item) {
		return this.queue.look(-1)
			.stream()
			.filter((stored) -> item.equals(this.queue.peekAtOrNull(stored)))
			.findFirst()
			.orElse(null);
	}

	@Override
	public boolean removeIf(Predicate<? super E> filter) {
		Objects.requireNonNull(filter, "filter");
		return this.queue.drop(this.queue.look(-1).stream().filter((stored) -> {
			E item = this.queue.peekAtOrNull(stored);
			return item != null && filter.test(item);
		}).toList()) > 0;
	}

	/**
	 * Goes over a copy.
	 */
	private final class ViewIterator implements Iterator<E> {

		private final Iterator<StoredItem> items;

		private @Nullable StoredItem shown;

		ViewIterator(Iterator<StoredItem> items) {
			this.items = items;
		}

		@Override
		public boolean hasNext() {
			return this.items.hasNext();
		}

		@Override
		public E next() {
			StoredItem item = this.items.next();
			this.shown = item;
			return RedisQueueView.this.queue.peekAt(item);
		}

		@Override
		public void remove() {
			StoredItem item = this.shown;
			if (item == null) {
				throw new IllegalStateException("There is no item to remove: call next() first");
			}
			this.shown = null;
			RedisQueueView.this.queue.drop(List.of(item));
		}

	}

}
