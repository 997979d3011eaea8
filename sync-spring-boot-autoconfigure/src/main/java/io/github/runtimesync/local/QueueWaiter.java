/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * A caller that waits for an item or, with an item of its own, for room. It is in one
 * list at most, and whoever takes it off the list decides how the wait ends: exactly one
 * of serving, closing and withdrawing does. Fields are guarded by the lock of the list
 * until the {@code outcome} is set, and belong to the waiter afterwards, except that
 * {@code next} belongs to whoever is going to wake it.
 *
 * @param <E> the type of the items
 */
abstract class QueueWaiter<E> {

	@Nullable WaiterList<E> list;

	@Nullable QueueWaiter<E> previous;

	@Nullable QueueWaiter<E> next;

	/**
	 * Where it came from, {@code null} if that is not noted. Set before it is enlisted.
	 */
	@Nullable CallSite callSite;

	/**
	 * Whether the item is a parcel that {@link Extras} have to put.
	 */
	boolean needsExtras;

	private final long sinceNanos = System.nanoTime();

	private final boolean putter;

	private @Nullable E item;

	private volatile @Nullable Outcome outcome;

	QueueWaiter(@Nullable E item) {
		this.putter = item != null;
		this.item = item;
	}

	final boolean isPutter() {
		return this.putter;
	}

	/**
	 * Return when the wait began.
	 * @return the time by {@link System#nanoTime()}
	 */
	final long sinceNanos() {
		return this.sinceNanos;
	}

	/**
	 * Say who waits, since when.
	 * @return a description
	 */
	abstract WaitingCaller describe();

	/**
	 * Take the item out, so that the waiter does not keep it alive.
	 * @return the item to put, or the item that was got
	 */
	final @Nullable E removeItem() {
		E item = this.item;
		this.item = null;
		return item;
	}

	/**
	 * Return the item of a putter that waits.
	 * @return the item
	 */
	final E item() {
		return Objects.requireNonNull(this.item);
	}

	final @Nullable Outcome outcome() {
		return this.outcome;
	}

	/**
	 * End the wait. The waiter still has to be woken, outside of every lock.
	 * @param outcome how it ends
	 * @param item the item for a getter that is served, otherwise {@code null}
	 */
	final void settle(Outcome outcome, @Nullable E item) {
		this.item = item;
		this.outcome = outcome;
	}

	/**
	 * Tell the waiter that its wait has ended. May run code of the caller's.
	 */
	abstract void wake();

	/**
	 * Return whether waking runs code of the caller's, which may take its time, rather
	 * than just a thread.
	 * @return whether others are to be woken first
	 */
	abstract boolean runsOnWake();

	/**
	 * Join two chains of waiters.
	 * @param first the first of one chain
	 * @param second the first of the other
	 * @return the first of the joined chain
	 */
	static <E> @Nullable QueueWaiter<E> join(@Nullable QueueWaiter<E> first, @Nullable QueueWaiter<E> second) {
		if (first == null) {
			return second;
		}
		QueueWaiter<E> last = first;
		while (last.next != null) {
			last = last.next;
		}
		last.next = second;
		return first;
	}

	/**
	 * Wake a chain of waiters, those first that hold up nobody.
	 * @param first the first of them, the others follow by {@code next}
	 */
	static void wakeAll(@Nullable QueueWaiter<?> first) {
		wakeThreads(first);
		complete(first);
	}

	/**
	 * Wake those in a chain of waiters that hold up nobody.
	 * @param first the first of them, the others follow by {@code next}
	 * @return whether there are others
	 */
	static boolean wakeThreads(@Nullable QueueWaiter<?> first) {
		boolean others = false;
		for (QueueWaiter<?> waiter = first; waiter != null; waiter = waiter.next) {
			if (waiter.runsOnWake()) {
				others = true;
			}
			else {
				waiter.wake();
			}
		}
		return others;
	}

	/**
	 * Wake those in a chain of waiters that may hold up their waker, and give up the
	 * chain.
	 * @param first the first of them, the others follow by {@code next}
	 */
	static void complete(@Nullable QueueWaiter<?> first) {
		QueueWaiter<?> waiter = first;
		while (waiter != null) {
			QueueWaiter<?> next = waiter.next;
			waiter.next = null;
			if (waiter.runsOnWake()) {
				waiter.wake();
			}
			waiter = next;
		}
	}

	/**
	 * How a wait ended.
	 */
	enum Outcome {

		/**
		 * The getter has an item, or the item of the putter is in the queue.
		 */
		SERVED,

		/**
		 * There is an item with the key of the putter's.
		 */
		DUPLICATE,

		/**
		 * The queue was closed.
		 */
		CLOSED,

		/**
		 * The waiter has left by itself.
		 */
		WITHDRAWN

	}

}
