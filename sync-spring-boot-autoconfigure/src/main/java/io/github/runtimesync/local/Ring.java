/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

/**
 * A piece of the queue's storage: slots that are used round and round. The item with
 * index {@code i} is in slot {@code i} modulo the number of slots. The queue has one ring
 * as long as its items fit; the tail then goes on in a larger ring, and the head follows
 * when it has emptied the ring before.
 * <p>
 * {@code first} and the slots carry no synchronization of their own: the tail writes them
 * before it publishes its count, the head before it publishes its own.
 *
 * @param <E> the type of the items
 */
final class Ring<E> {

	private final @Nullable Object[] slots;

	private long first;

	private volatile @Nullable Ring<E> next;

	Ring(int capacity) {
		this.slots = new Object[capacity];
	}

	@Nullable Object[] slots() {
		return this.slots;
	}

	int capacity() {
		return this.slots.length;
	}

	/**
	 * Return the index of the first item that was put into this ring.
	 * @return the index
	 */
	long first() {
		return this.first;
	}

	/**
	 * Return the ring that the tail went on with.
	 * @return the next ring, {@code null} if this one is the last
	 */
	@Nullable Ring<E> next() {
		return this.next;
	}

	/**
	 * Return the ring of an item, seen from the ring of the item before.
	 * @param index the index of the item
	 * @return this ring or the next one
	 */
	Ring<E> at(long index) {
		Ring<E> next = this.next;
		return (next != null && next.first == index) ? next : this;
	}

	void begin(long first) {
		this.first = first;
	}

	void append(Ring<E> next) {
		this.next = next;
	}

	/**
	 * Detach this empty ring, so that it can be used again and keeps no other ring alive.
	 */
	void detach() {
		this.next = null;
	}

	@SuppressWarnings("unchecked")
	E get(long index) {
		return (E) this.slots[slot(index)];
	}

	void set(long index, E item) {
		this.slots[slot(index)] = item;
	}

	void clear(long index) {
		this.slots[slot(index)] = null;
	}

	private int slot(long index) {
		return (int) index & (this.slots.length - 1);
	}

}
