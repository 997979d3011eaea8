/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;

/**
 * Assertions for a {@link SyncQueue}. None takes an item.
 *
 * @param <E> the type of the items
 */
public final class SyncQueueAssert<E> extends AbstractAssert<SyncQueueAssert<E>, SyncQueue<E>> {

	SyncQueueAssert(@Nullable SyncQueue<E> actual) {
		super(actual, SyncQueueAssert.class);
	}

	/**
	 * Check how many items are queued.
	 * @param expected the number of items
	 * @return these assertions
	 */
	public SyncQueueAssert<E> hasSize(int expected) {
		return check(queue().size() == expected, "to have size " + expected);
	}

	/**
	 * Check that nothing is queued.
	 * @return these assertions
	 */
	public SyncQueueAssert<E> isEmpty() {
		return check(queue().size() == 0, "to be empty");
	}

	/**
	 * Check that there is no room left, which an unbounded queue always has.
	 * @return these assertions
	 */
	public SyncQueueAssert<E> isFull() {
		return check(queue().maxSize() != 0 && queue().size() == queue().maxSize(), "to be full");
	}

	/**
	 * Check that the queue takes items.
	 * @return these assertions
	 */
	public SyncQueueAssert<E> isOpen() {
		return check(!queue().isClosed(), "to be open");
	}

	/**
	 * Check that the queue is closed.
	 * @return these assertions
	 */
	public SyncQueueAssert<E> isClosed() {
		return check(queue().isClosed(), "to be closed");
	}

	/**
	 * Check that the queue is paused.
	 * @return these assertions
	 */
	public SyncQueueAssert<E> isPaused() {
		return check(queue().isPaused(), "to be paused");
	}

	/**
	 * Check which items are queued, in order, without taking them.
	 * @param expected the items, the oldest first
	 * @return these assertions
	 */
	@SafeVarargs
	public final SyncQueueAssert<E> containsExactly(E... expected) {
		List<E> items = new ArrayList<>(queue().asBlockingQueue());
		return check(items.equals(Arrays.asList(expected)),
				"to contain exactly %s and not %s".formatted(Arrays.asList(expected), items));
	}

	private SyncQueue<E> queue() {
		isNotNull();
		return this.actual;
	}

	private SyncQueueAssert<E> check(boolean holds, String expectation) {
		if (!holds) {
			failWithMessage("%s",
					"Expected %s %s, but it has %d items (%s) and is %s%s".formatted(
							SyncKind.QUEUE.describe(this.actual.name()), expectation, this.actual.size(),
							(this.actual.maxSize() != 0) ? "at most " + this.actual.maxSize() : "no bound",
							this.actual.isClosed() ? "closed" : "open", this.actual.isPaused() ? ", paused" : ""));
		}
		return this;
	}

}
