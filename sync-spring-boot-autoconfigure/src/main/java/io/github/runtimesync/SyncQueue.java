/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A named first-in-first-out queue between any number of producers and consumers, bounded
 * or not, that can be closed like a Go channel. <pre class="code">
 * SyncQueue&lt;Job&gt; jobs = registry.queue("jobs", Job.class, 100);
 * jobs.put(job);                       // a producer
 * jobs.forEach(this::process);         // a consumer, until closed and drained
 * </pre>
 * <p>
 * <strong>Closing</strong>: a closed queue refuses new items and hands out those it has;
 * delayed items among them when they are due; once it is drained, takers get
 * {@code null}, and that is the only meaning of {@code null} from {@link #get()}. Closing
 * wakes every blocked putter and, when nothing is left, every blocked getter.
 * <p>
 * <strong>Pausing</strong>: a paused queue takes items up to its bound and hands out
 * none, as if it were empty: getters wait, {@link #poll()} and {@link #drainTo} find
 * nothing. Its size, its snapshot and the iterators of its view show what is queued.
 * Closing ends a pause, since a closed queue is there to be drained.
 * <p>
 * <strong>Order</strong>: first in, first out, unless an item is put with
 * {@link PutOptions}: with a priority, not before a time, not after a time, or once per
 * key.
 * <p>
 * <strong>Delivery</strong>: an item whose put returned normally is delivered once; an
 * item whose put threw, timed out or returned {@code false} is not, also when it raced a
 * close, a timeout or an interrupt. What happens before a put is visible after the get of
 * that item. Items are never {@code null}. Blocked callers are served in the order in
 * which they began to wait, all blocking calls can be interrupted, and none holds a lock
 * while it waits.
 * <p>
 * The queue is deliberately not {@link AutoCloseable}: whoever gets it by name shares it
 * with others, and must not close it at the end of a block. A {@code SyncQueue} bean is
 * not closed with its context by an inferred destroy method either.
 *
 * @param <E> the type of the items
 */
public interface SyncQueue<E> {

	/**
	 * Return the name.
	 * @return the name, unique among the queues
	 */
	String name();

	/**
	 * Return the number of queued items.
	 * @return the size, never negative and never above a bound
	 */
	int size();

	/**
	 * Return the bound.
	 * @return the number of items it can hold, 0 if unbounded
	 */
	int maxSize();

	/**
	 * Return whether the queue is closed. Items may still be left to take.
	 * @return whether it refuses new items
	 */
	boolean isClosed();

	/**
	 * Append an item, waiting for room as long as it takes.
	 * @param item the item
	 * @throws QueueClosedException if the queue is or becomes closed
	 * @throws InterruptedException if interrupted before or while waiting
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	void put(E item) throws InterruptedException;

	/**
	 * Put an item with options, waiting for room as long as it takes. A delayed item is
	 * accepted at once; a bounded queue accepts as many of them as it has room for items,
	 * in addition to those that are queued.
	 * @param item the item
	 * @param options how to put it
	 * @return {@code false} if nothing was put since an item with the same key is queued
	 * or delayed
	 * @throws QueueClosedException if the queue is or becomes closed
	 * @throws InterruptedException if interrupted before or while waiting
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	boolean put(E item, PutOptions options) throws InterruptedException;

	/**
	 * Append an item or fail, without waiting; for handlers that must not block.
	 * @param item the item
	 * @throws QueueFullException if there is no room
	 * @throws QueueClosedException if the queue is closed
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	void add(E item);

	/**
	 * Put an item with options or fail, without waiting; for handlers that must not
	 * block.
	 * @param item the item
	 * @param options how to put it
	 * @return {@code false} if nothing was put since an item with the same key is queued
	 * or delayed
	 * @throws QueueFullException if there is no room
	 * @throws QueueClosedException if the queue is closed
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	boolean add(E item, PutOptions options);

	/**
	 * Append an item if there is room, without waiting.
	 * @param item the item
	 * @return {@code false} if there is no room
	 * @throws QueueClosedException if the queue is closed
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	boolean offer(E item);

	/**
	 * Put an item with options if there is room, without waiting.
	 * @param item the item
	 * @param options how to put it
	 * @return {@code false} if there is no room, or an item with the same key is queued
	 * or delayed; {@link #add(Object, PutOptions)} tells the two apart
	 * @throws QueueClosedException if the queue is closed
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	boolean offer(E item, PutOptions options);

	/**
	 * Append an item, waiting for room for a limited time.
	 * @param item the item
	 * @param timeout how long to wait at most; zero or less does not wait
	 * @return {@code false} if there was no room in time
	 * @throws QueueClosedException if the queue is or becomes closed
	 * @throws InterruptedException if interrupted before or while waiting
	 * @throws ClassCastException if the queue has a declared type and the item is not one
	 */
	boolean offer(E item, Duration timeout) throws InterruptedException;

	/**
	 * Take the oldest item, waiting for one as long as it takes.
	 * @return the item, or {@code null} if the queue is closed and drained
	 * @throws InterruptedException if interrupted before or while waiting
	 */
	@Nullable E get() throws InterruptedException;

	/**
	 * Take the oldest item if there is one, without waiting.
	 * @return the item, or {@code null} if there is none or the queue is paused
	 */
	@Nullable E poll();

	/**
	 * Take the oldest item, waiting for one for a limited time.
	 * @param timeout how long to wait at most; zero or less does not wait
	 * @return the item, or {@code null} if none came in time or the queue is closed and
	 * drained
	 * @throws InterruptedException if interrupted before or while waiting
	 */
	@Nullable E poll(Duration timeout) throws InterruptedException;

	/**
	 * Move what is there, oldest first, without waiting. Cheaper than as many polls.
	 * @param target receives the items
	 * @param maxItems how many to move at most
	 * @return how many were moved
	 * @throws IllegalArgumentException if the target is this queue's own view
	 */
	int drainTo(Collection<? super E> target, int maxItems);

	/**
	 * Take items one by one and hand them to an action until the queue is closed and
	 * drained: a worker's whole loop. An exception of the action ends the loop and
	 * reaches the caller; the item in hand counts as taken.
	 * @param action processes an item
	 * @throws InterruptedException if interrupted while waiting for an item
	 */
	void forEach(Consumer<? super E> action) throws InterruptedException;

	/**
	 * Hand out no more items until {@link #resume()} or {@link #close()}.
	 * @return {@code true} for the call that paused it, {@code false} if it was paused
	 * before or is closed
	 */
	boolean pause();

	/**
	 * End a pause: queued items go to those who wait for them, in order, and putters that
	 * wait for room come in as far as there is some.
	 * @return {@code true} for the call that ended the pause
	 */
	boolean resume();

	/**
	 * Return whether the queue is paused.
	 * @return whether it hands out nothing for now
	 */
	boolean isPaused();

	/**
	 * Close the queue for everyone, and end a pause. Items that are queued can still be
	 * taken.
	 * @return {@code true} for the call that closed it
	 */
	boolean close();

	/**
	 * Close the queue and take everything that is left, in order, then what is delayed.
	 * Items are handed to one caller only.
	 * @return the items that nobody took
	 */
	List<E> closeNow();

	/**
	 * Append an item without blocking the caller; for event loops.
	 * @param item the item
	 * @return completes when the item is queued, exceptionally with
	 * {@link QueueClosedException} if the queue is or becomes closed; a future that is
	 * cancelled or timed out before that withdraws its item
	 * @throws NullPointerException at once if the item is null
	 * @throws ClassCastException at once if the queue has a declared type and the item is
	 * not one
	 */
	CompletableFuture<Void> putAsync(E item);

	/**
	 * Take the oldest item without blocking the caller; for event loops.
	 * @return completes with an item, or with {@code null} if the queue is or becomes
	 * closed and drained; a future that is cancelled or timed out before that takes no
	 * item
	 */
	CompletableFuture<@Nullable E> getAsync();

	/**
	 * View this queue as a {@link BlockingQueue}, for code that is written against it.
	 * The view keeps the contract of {@code java.util.concurrent}; on a closed queue its
	 * insertions throw {@link QueueClosedException}, and so does its {@code take} once
	 * the queue is drained.
	 * @return the view; changes to one are changes to the other
	 */
	BlockingQueue<E> asBlockingQueue();

}
