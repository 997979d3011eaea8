/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;

/**
 * A {@link SyncQueue} as a {@link BlockingQueue}: what it takes in any engine. An engine
 * adds what looks at the items that are queued. Searches and bulk operations work on a
 * copy of what is in the queue when they begin, so that no code of the caller's runs
 * under a lock.
 *
 * @param <E> the type of the items
 */
public abstract class BlockingQueueView<E> extends AbstractQueue<E> implements BlockingQueue<E> {

	private final EngineQueue<E> queue;

	/**
	 * Create a view.
	 * @param queue the queue
	 */
	protected BlockingQueueView(EngineQueue<E> queue) {
		this.queue = queue;
	}

	/**
	 * Return whether this is a view of a queue.
	 * @param queue the queue
	 * @return whether it is that very queue
	 */
	public boolean isOf(SyncQueue<?> queue) {
		return this.queue == queue;
	}

	/**
	 * Return a copy of what is queued now.
	 * @return the items, oldest first
	 */
	protected abstract List<E> items();

	@Override
	public void put(E item) throws InterruptedException {
		this.queue.put(item);
	}

	@Override
	public boolean offer(E item) {
		return this.queue.offer(item);
	}

	@Override
	public boolean offer(E item, long timeout, TimeUnit unit) throws InterruptedException {
		return this.queue.offer(item, Duration.ofNanos(unit.toNanos(timeout)));
	}

	@Override
	public E take() throws InterruptedException {
		E item = this.queue.get();
		if (item == null) {
			throw new QueueClosedException("%s is closed and drained".formatted(this.queue));
		}
		return item;
	}

	@Override
	public @Nullable E poll() {
		return this.queue.poll();
	}

	@Override
	public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
		return this.queue.poll(Duration.ofNanos(unit.toNanos(timeout)));
	}

	@Override
	public int drainTo(Collection<? super E> target) {
		return drainTo(target, Integer.MAX_VALUE);
	}

	@Override
	public int drainTo(Collection<? super E> target, int maxItems) {
		return this.queue.drainTo(target, maxItems);
	}

	@Override
	public int size() {
		return this.queue.size();
	}

	@Override
	public int remainingCapacity() {
		return (this.queue.maxSize() != 0) ? this.queue.maxSize() - size() : Integer.MAX_VALUE;
	}

	@Override
	public void clear() {
		this.queue.clear();
	}

	@Override
	public Spliterator<E> spliterator() {
		return Spliterators.spliterator(this, Spliterator.CONCURRENT | Spliterator.NONNULL | Spliterator.ORDERED);
	}

	@Override
	public void forEach(Consumer<? super E> action) {
		items().forEach(action);
	}

	@Override
	public boolean contains(@Nullable Object item) {
		return item != null && items().stream().anyMatch(item::equals);
	}

	@Override
	public Object[] toArray() {
		return items().toArray();
	}

	@Override
	public <T> T[] toArray(T[] target) {
		return items().toArray(target);
	}

	@Override
	public boolean removeAll(Collection<?> items) {
		Objects.requireNonNull(items, "items");
		return removeIf(items::contains);
	}

	@Override
	public boolean retainAll(Collection<?> items) {
		Objects.requireNonNull(items, "items");
		return removeIf((item) -> !items.contains(item));
	}

}
