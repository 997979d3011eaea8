/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * Goes over what was in the queue when the iterator was made and is still there. It is
 * one item ahead, so that {@code next} has what {@code hasNext} has promised: at most one
 * item is shown that has left the queue in the meantime.
 *
 * @param <E> the type of the items
 */
final class LocalQueueIterator<E> implements Iterator<E> {

	private final Interior<Object> interior;

	private final Unpacking<E> unpacking;

	private Contents<Object> contents;

	/**
	 * The position of the next item, and the one to stop at, both in {@code contents}.
	 */
	private int position;

	private int end;

	private @Nullable Object next;

	/**
	 * The copy and the position of the item that was shown last, {@code null} if there is
	 * none that could be removed.
	 */
	private @Nullable Contents<Object> shownContents;

	private int shownPosition;

	LocalQueueIterator(Interior<Object> interior, Unpacking<E> unpacking) {
		this.interior = interior;
		this.unpacking = unpacking;
		this.contents = interior.contents();
		this.end = this.contents.items().size();
		this.next = (this.end != 0) ? this.contents.items().get(0) : null;
	}

	@Override
	public boolean hasNext() {
		return this.next != null;
	}

	@Override
	public E next() {
		Object item = this.next;
		if (item == null) {
			throw new NoSuchElementException();
		}
		this.shownContents = this.contents;
		this.shownPosition = this.position;
		advance();
		return this.unpacking.item(item);
	}

	@Override
	public void remove() {
		Contents<Object> shown = this.shownContents;
		if (shown == null) {
			throw new IllegalStateException("There is no item to remove: call next() first");
		}
		this.shownContents = null;
		BitSet doomed = new BitSet();
		doomed.set(this.shownPosition);
		int removed = this.interior.tryRemove(shown, doomed);
		if (removed < 0) {
			this.interior.remove(shown, doomed);
		}
		else if (removed > 0 && shown == this.contents) {
			// What comes next has not moved, so the copy stays good for it.
			this.contents = shown.afterRemoval();
		}
	}

	private void advance() {
		this.position++;
		int oldest = this.interior.oldest(this.contents);
		while (oldest < 0) {
			renew();
			oldest = this.interior.oldest(this.contents);
		}
		this.position = Math.max(this.position, oldest);
		this.next = (this.position < this.end) ? this.contents.items().get(this.position) : null;
	}

	/**
	 * Go over to a copy of what is there now, but only to the items still to be shown.
	 */
	private void renew() {
		BitSet left = new BitSet();
		left.set(this.position, Math.max(this.position, this.end));
		Contents<Object> later = this.interior.contents();
		BitSet located = this.contents.locate(left, later);
		this.contents = later;
		this.end = located.length();
		this.position = (this.end != 0) ? located.nextSetBit(0) : 0;
	}

}
