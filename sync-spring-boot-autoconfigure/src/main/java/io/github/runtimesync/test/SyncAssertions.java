/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.listener.SyncListenerRun;

/**
 * AssertJ assertions for primitives. They look at the state of the moment and change
 * nothing. <pre class="code">
 * assertThat(registry.queue("jobs")).hasSize(2).isOpen();
 * </pre>
 */
public final class SyncAssertions {

	private SyncAssertions() {
	}

	/**
	 * Begin to assert about a queue.
	 * @param actual the queue
	 * @param <E> the type of its items
	 * @return the assertions
	 */
	public static <E> SyncQueueAssert<E> assertThat(@Nullable SyncQueue<E> actual) {
		return new SyncQueueAssert<>(actual);
	}

	/**
	 * Begin to assert about a call of a listener that was made by hand.
	 * @param actual what became of it
	 * @return the assertions
	 */
	public static SyncListenerRunAssert assertThat(@Nullable SyncListenerRun actual) {
		return new SyncListenerRunAssert(actual);
	}

	/**
	 * Begin to assert about a counter.
	 * @param actual the counter
	 * @return the assertions
	 */
	public static SyncAtomicAssert assertThat(@Nullable SyncAtomic actual) {
		return new SyncAtomicAssert(actual);
	}

	/**
	 * Begin to assert about a wait group.
	 * @param actual the wait group
	 * @return the assertions
	 */
	public static SyncWaitGroupAssert assertThat(@Nullable SyncWaitGroup actual) {
		return new SyncWaitGroupAssert(actual);
	}

	/**
	 * Begin to assert about a shared variable.
	 * @param actual the shared variable
	 * @param <T> the type of its value
	 * @return the assertions
	 */
	public static <T extends @Nullable Object> SyncSharedAssert<T> assertThat(@Nullable SyncShared<T> actual) {
		return new SyncSharedAssert<>(actual);
	}

}
