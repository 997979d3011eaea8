/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * Goes over the items of a {@link RedisQueue}, read a few at a time when they are wanted,
 * since a long queue is more than Redis should hand out at once. Leaves out what cannot
 * be decoded. Items that go meanwhile may hide others.
 *
 * @param <E> the type of the items
 */
final class RedisQueueBrowser<E> implements Iterator<E> {

	/** A few megabytes, since a dead letter may have some hundred kilobytes. */
	private static final int CHUNK = 32;

	private final RedisQueue<E> queue;

	private final Queue<E> read = new ArrayDeque<>();

	private int offset;

	private boolean ended;

	RedisQueueBrowser(RedisQueue<E> queue) {
		this.queue = queue;
	}

	@Override
	public boolean hasNext() {
		while (this.read.isEmpty() && !this.ended) {
			readOn();
		}
		return !this.read.isEmpty();
	}

	private void readOn() {
		for (StoredItem stored : nextChunk()) {
			E item = this.queue.peekAtOrNull(stored);
			if (item != null) {
				this.read.add(item);
			}
		}
	}

	private List<StoredItem> nextChunk() {
		List<StoredItem> chunk = this.queue.look(this.offset, CHUNK);
		this.offset += chunk.size();
		this.ended = chunk.size() < CHUNK;
		return chunk;
	}

	/**
	 * Remove the first of the items not read yet that fits, and that nobody else removes
	 * before.
	 * @return whether there was one
	 */
	boolean removeFirst(Predicate<? super E> filter) {
		while (!this.ended) {
			for (StoredItem stored : nextChunk()) {
				E item = this.queue.peekAtOrNull(stored);
				if (item != null && filter.test(item) && this.queue.drop(List.of(stored)) > 0) {
					return true;
				}
			}
		}
		return false;
	}

	@Override
	public E next() {
		hasNext();
		return this.read.remove();
	}

}
