/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call of a listener that a test made by hand.
 *
 * @param listener the id of the listener
 * @param outcome what became of it
 * @param items what was taken: one item, a batch, or nothing
 * @param attempt the number of the attempt, 1 for the first, 0 if there was nothing
 * @param cause why it failed, {@code null} if it did not
 * @param description all of it in words
 */
public record SyncListenerRun(String listener, Outcome outcome, List<Object> items, int attempt,
		@Nullable Throwable cause, String description) {

	/**
	 * Return the description.
	 */
	@Override
	public String toString() {
		return this.description;
	}

	/**
	 * What became of items.
	 */
	public enum Outcome {

		/**
		 * The method returned.
		 */
		PROCESSED,

		/**
		 * It threw, and the items wait for another attempt.
		 */
		WILL_RETRY,

		/**
		 * There is no further attempt: items went to the dead-letter queue. Of a batch,
		 * those that do not fit the method, or all.
		 */
		DEAD_LETTERED,

		/**
		 * There was nothing to take, and the method was not called.
		 */
		NOTHING

	}

}
