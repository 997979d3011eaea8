/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Goes over what was in the queue when the iterator was made.
 *
 * @param <E> the type of the items
 */
final class LocalQueueIterator<E> implements Iterator<E> {

	private final Interior<E> interior;

	private Contents<E> contents;

	private int next;

	private boolean removable;

	LocalQueueIterator(Interior<E> interior) {
		this.interior = interior;
		this.contents = interior.contents();
	}

	@Override
	public boolean hasNext() {
		return this.next < this.contents.items().size();
	}

	@Override
	public E next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		this.removable = true;
		return this.contents.items().get(this.next++);
	}

	@Override
	public void remove() {
		if (!this.removable) {
			throw new IllegalStateException("There is no item to remove: call next() first");
		}
		this.removable = false;
		BitSet doomed = new BitSet();
		doomed.set(this.next - 1);
		int removed = this.interior.tryRemove(this.contents, doomed);
		if (removed > 0) {
			// What comes next has not moved, so the copy stays good for it.
			this.contents = this.contents.afterRemoval();
		}
		else if (removed < 0) {
			this.interior.remove(this.contents, doomed);
		}
	}

}
