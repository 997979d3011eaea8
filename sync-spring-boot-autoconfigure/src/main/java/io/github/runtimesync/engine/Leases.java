/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Takes items of a queue on {@link Lease leases}: an item stays in the engine's keeping
 * until its taker says that it is done, and comes back to the head of the queue if the
 * taker gives it back or is heard of no more. So every item is delivered at least once.
 * <p>
 * While a lease is out the engine prolongs it by itself, for as long as this JVM lives
 * and reaches the engine's store. An item on lease is not in the queue: it does not count
 * against its bound and is not cleared.
 *
 * @param <E> the type of the items
 */
public interface Leases<E> {

	/**
	 * Take an item without waiting until there is one.
	 * @return a lease, {@code null} if there is no item
	 */
	@Nullable Lease<E> poll();

	/**
	 * Take an item. What this JVM is done with goes to the engine's store along with the
	 * request, so a taker that asks for the next item after it is done with one costs one
	 * command.
	 * @param timeout how long to wait at most
	 * @return a lease, {@code null} if time is up or {@link #isDrained() there will be no
	 * item}
	 * @throws InterruptedException if interrupted before there was an item
	 */
	@Nullable Lease<E> poll(Duration timeout) throws InterruptedException;

	/**
	 * Take the items that are there.
	 * @param target receives the leases
	 * @param maxItems how many to take at most
	 * @return how many were taken
	 */
	int drainTo(Collection<? super Lease<E>> target, int maxItems);

	/**
	 * Return whether the last look has found that nothing more is to be expected: the
	 * queue is closed and empty and no item is on lease anywhere, or it was removed, or
	 * the registry is closed. Asks nobody.
	 * @return whether takers can go
	 */
	boolean isDrained();

	/**
	 * Return how many items the last look has left in the queue. Asks nobody.
	 * @return the number
	 */
	int backlog();

	/**
	 * Tell the engine's store now what has become of leases, and wait until it has
	 * answered.
	 * @param timeout how long to wait at most
	 * @return whether it has answered
	 */
	boolean flush(Duration timeout);

}
