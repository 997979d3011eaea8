/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One of the two ends of a {@link Channel}: a lock, how many items went through, the ring
 * in use, and those who wait for somebody to use this end. All of it is guarded by the
 * lock, except that anybody may read the count.
 *
 * @param <E> the type of the items
 */
abstract class End<E> extends SpinLock {

	private static final VarHandle COUNT;

	static {
		try {
			COUNT = MethodHandles.lookup().findVarHandle(End.class, "count", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private long count;

	/**
	 * Up to which count this end may go on without looking at the other one.
	 */
	long limit;

	Ring<E> ring;

	private final WaiterList<E> waiters = new WaiterList<>();

	End(Ring<E> ring) {
		this.ring = ring;
	}

	/**
	 * Return how many items went through; with it comes what was done to the slots.
	 * @return the count
	 */
	final long count() {
		return (long) COUNT.getAcquire(this);
	}

	/**
	 * Return how many items went through. Call only when holding the lock.
	 * @return the count
	 */
	final long ownCount() {
		return this.count;
	}

	/**
	 * Publish a new count. Call only when holding the lock.
	 * @param count the count
	 */
	final void publish(long count) {
		COUNT.setRelease(this, count);
	}

	/**
	 * Return who waits for somebody to use this end: getters at the tail, putters at the
	 * head.
	 * @return the waiters, guarded by the lock except for their number
	 */
	final WaiterList<E> waiters() {
		return this.waiters;
	}

}
