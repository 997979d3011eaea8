/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

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

	private Ring<E> ring;

	/** The slots of the ring: one step less in the middle of every put and take. */
	private @Nullable Object[] slots;

	private int mask;

	private final WaiterList<E> waiters = new WaiterList<>();

	End(Ring<E> ring) {
		this.ring = ring;
		this.slots = ring.slots();
		this.mask = this.slots.length - 1;
	}

	/**
	 * Return the ring in use.
	 * @return the ring, guarded by the lock
	 */
	final Ring<E> ring() {
		return this.ring;
	}

	/**
	 * Go on in another ring. Call only when holding the lock.
	 * @param ring the ring
	 */
	final void use(Ring<E> ring) {
		this.ring = ring;
		this.slots = ring.slots();
		this.mask = this.slots.length - 1;
	}

	/**
	 * Put an item into its slot. Call only when holding the lock.
	 * @param index the index of the item
	 * @param item the item
	 */
	final void store(long index, E item) {
		this.slots[(int) index & this.mask] = item;
	}

	/**
	 * Take an item out of its slot. Call only when holding the lock.
	 * @param index the index of the item
	 * @return the item
	 */
	@SuppressWarnings("unchecked")
	final E fetch(long index) {
		@Nullable Object[] slots = this.slots;
		int slot = (int) index & this.mask;
		E item = (E) slots[slot];
		slots[slot] = null;
		return item;
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
