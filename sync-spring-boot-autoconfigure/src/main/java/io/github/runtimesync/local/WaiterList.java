/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;

/**
 * The waiters at one end of the queue, in the order in which they began to wait. Guarded
 * by the lock of that end, except that anybody may read the size. It is written without a
 * fence, which would wait for the cache lines that the waiter's thread wrote last,
 * between a put and the wake-up.
 *
 * @param <E> the type of the items
 */
final class WaiterList<E> {

	private static final VarHandle SIZE;

	static {
		try {
			SIZE = MethodHandles.lookup().findVarHandle(WaiterList.class, "size", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private @Nullable QueueWaiter<E> first;

	private @Nullable QueueWaiter<E> last;

	private int size;

	private boolean held;

	boolean isEmpty() {
		return this.first == null;
	}

	int size() {
		return (int) SIZE.getOpaque(this);
	}

	@Nullable QueueWaiter<E> first() {
		return this.first;
	}

	void add(QueueWaiter<E> waiter) {
		QueueWaiter<E> before = this.last;
		waiter.list = this;
		waiter.previous = before;
		if (before != null) {
			before.next = waiter;
		}
		else {
			this.first = waiter;
		}
		this.last = waiter;
		SIZE.setOpaque(this, this.size + 1);
	}

	/**
	 * Take a waiter off the list.
	 * @param waiter the waiter
	 * @return {@code false} if it was not in the list any more
	 */
	boolean remove(QueueWaiter<E> waiter) {
		if (waiter.list != this) {
			return false;
		}
		QueueWaiter<E> before = waiter.previous;
		QueueWaiter<E> after = waiter.next;
		if (before != null) {
			before.next = after;
		}
		else {
			this.first = after;
		}
		if (after != null) {
			after.previous = before;
		}
		else {
			this.last = before;
		}
		waiter.list = null;
		waiter.previous = null;
		waiter.next = null;
		SIZE.setOpaque(this, this.size - 1);
		return true;
	}

	/**
	 * Take the first waiter off the list, so that it can be served.
	 * @return the waiter, {@code null} if there is none or the waiters are held
	 */
	@Nullable QueueWaiter<E> poll() {
		QueueWaiter<E> waiter = this.first;
		if (waiter == null || this.held) {
			return null;
		}
		remove(waiter);
		return waiter;
	}

	/**
	 * Begin or end to hold the waiters: nobody is polled until then.
	 * @param held whether they are held from now on
	 */
	void hold(boolean held) {
		this.held = held;
	}

	/**
	 * Take all waiters off the list since the queue closes.
	 * @return the first of them, the others follow by {@code next}; they are still to be
	 * woken
	 */
	@Nullable QueueWaiter<E> closeAll() {
		QueueWaiter<E> closed = this.first;
		for (QueueWaiter<E> waiter = closed; waiter != null; waiter = waiter.next) {
			waiter.list = null;
			waiter.previous = null;
			waiter.settle(QueueWaiter.Outcome.CLOSED, null);
		}
		this.first = null;
		this.last = null;
		SIZE.setOpaque(this, 0);
		return closed;
	}

	/**
	 * Add descriptions of the waiters, the first one first.
	 * @param target receives the descriptions
	 * @param limit how many it may contain at most
	 */
	void describeTo(List<WaitingCaller> target, int limit) {
		QueueWaiter<E> waiter = this.first;
		while (waiter != null && target.size() < limit) {
			target.add(waiter.describe());
			waiter = waiter.next;
		}
	}

}
