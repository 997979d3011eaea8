/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncQueue;

/**
 * A {@link SyncQueue} as an engine makes it.
 *
 * @param <E> the type of its items
 */
public non-sealed interface EngineQueue<E> extends SyncQueue<E>, EnginePrimitive {

	@Override
	QueueSnapshot snapshot();

	/**
	 * Return the type that its items must have.
	 * @return the type, possibly not declared yet
	 */
	ElementType type();

	/**
	 * Drop the items that are queued or delayed when this begins, also when the queue is
	 * paused, and let in those who wait for room. Queued ones count as taken.
	 * @return how many items were dropped by this call
	 */
	int clear();

	/**
	 * Look at the items one after the other without taking them, as far as they can be
	 * decoded. A long queue need not be copied for it: items that come or go meanwhile
	 * may be seen or not.
	 * @return the items in the order of delivery
	 */
	default Iterator<E> browse() {
		return asBlockingQueue().iterator();
	}

	/**
	 * Remove the first item that fits, as far as items can be decoded, also when the
	 * queue is paused. A long queue need not be copied for it. It counts as taken.
	 * @param filter tells whether an item fits
	 * @return whether an item was removed by this call
	 */
	default boolean removeFirst(Predicate<? super E> filter) {
		AtomicBoolean found = new AtomicBoolean();
		return asBlockingQueue().removeIf((item) -> !found.get() && filter.test(item) && !found.getAndSet(true));
	}

	/**
	 * Return whether nothing is and nothing will be handed out any more: it is closed,
	 * empty, and no delayed items are to come.
	 * @return whether takers get {@code null} from now on
	 */
	default boolean isDrained() {
		return isClosed() && size() == 0;
	}

	/**
	 * Give every item that is put from now on an envelope, so that a taker learns its id
	 * and the time of its put. Nothing is paid for this unless somebody asks for it.
	 */
	default void stampPuts() {
	}

	/**
	 * Return how to take items so that those who are not done with come back, if this
	 * engine can do that.
	 * @return leases, always the same; {@code null} if what is taken has left the engine
	 */
	default @Nullable Leases<E> leases() {
		return null;
	}

	/**
	 * Take an item as {@link #poll()} does, with its envelope.
	 * @param opener receives the item
	 * @param <R> the type of the result
	 * @return what the opener returned, {@code null} if there was no item
	 */
	default <R> @Nullable R poll(Opener<? super E, R> opener) {
		E item = poll();
		return (item != null) ? opener.open(item, null) : null;
	}

	/**
	 * Take an item as {@link #poll(Duration)} does, with its envelope.
	 * @param timeout how long to wait at most; zero or less does not wait
	 * @param opener receives the item
	 * @param <R> the type of the result
	 * @return what the opener returned, {@code null} if there was no item
	 * @throws InterruptedException if interrupted before or while waiting
	 */
	default <R> @Nullable R poll(Duration timeout, Opener<? super E, R> opener) throws InterruptedException {
		E item = poll(timeout);
		return (item != null) ? opener.open(item, null) : null;
	}

	/**
	 * Move items as {@link #drainTo} does, with their envelopes.
	 * @param target receives what the opener returns
	 * @param maxItems how many to move at most
	 * @param opener receives the items
	 * @param <R> the type of what the opener returns
	 * @return how many were moved
	 */
	default <R> int drainTo(Collection<? super R> target, int maxItems, Opener<? super E, ? extends R> opener) {
		List<E> items = new ArrayList<>();
		drainTo(items, maxItems);
		items.forEach((item) -> target.add(opener.open(item, null)));
		return items.size();
	}

}
