/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

/**
 * The waiters whose wait has ended, to be woken once the locks are released, in a chain
 * by {@code next}.
 *
 * @param <E> the type of the items
 */
final class Released<E> {

	private @Nullable QueueWaiter<E> first;

	private @Nullable QueueWaiter<E> last;

	/**
	 * Add a chain of waiters.
	 * @param chain the first of them, the others follow by {@code next}
	 */
	void add(@Nullable QueueWaiter<E> chain) {
		if (chain == null) {
			return;
		}
		if (this.last != null) {
			this.last.next = chain;
		}
		else {
			this.first = chain;
		}
		QueueWaiter<E> end = chain;
		while (end.next != null) {
			end = end.next;
		}
		this.last = end;
	}

	/**
	 * Take the waiters out.
	 * @return the first of them, the others follow by {@code next}
	 */
	@Nullable QueueWaiter<E> removeAll() {
		QueueWaiter<E> chain = this.first;
		this.first = null;
		this.last = null;
		return chain;
	}

	void wake() {
		QueueWaiter.wakeAll(removeAll());
	}

}
