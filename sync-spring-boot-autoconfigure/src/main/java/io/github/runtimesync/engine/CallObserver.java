/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Follows the calls of one worker of a listener, one after the other, on the worker's
 * thread: {@code begin} or {@code beginBatch}, then {@code failed} if the call threw,
 * then {@code end}. What it throws is logged and changes nothing for the items.
 */
public interface CallObserver {

	/**
	 * A call with a single item begins.
	 * @param attempt which attempt this is, from 1
	 * @param envelope what came with the item, {@code null} if it came alone
	 */
	void begin(int attempt, @Nullable Envelope<?> envelope);

	/**
	 * A call with a batch begins.
	 * @param attempt which attempt this is, from 1
	 * @param envelopes what came with the items; those that came alone have none
	 */
	void beginBatch(int attempt, List<Envelope<?>> envelopes);

	/**
	 * The call threw.
	 * @param failure what it threw
	 * @param consequence what becomes of the items
	 */
	void failed(Throwable failure, Consequence consequence);

	/**
	 * The call is over.
	 */
	void end();

	/**
	 * What becomes of items whose call failed.
	 */
	enum Consequence {

		/**
		 * They are tried again later.
		 */
		RETRY,

		/**
		 * They become dead letters.
		 */
		DEAD_LETTER,

		/**
		 * The application ends: they are counted as left over.
		 */
		LEFT_OVER

	}

}
