/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

/**
 * Receives an item that was taken from an {@link EngineQueue}, with its envelope if it
 * has one. Called by the taker's thread, outside of every lock; one opener can serve a
 * taker for ever, so nothing is made for an item without an envelope.
 *
 * @param <E> the type of the item
 * @param <R> what the taker makes of it
 */
@FunctionalInterface
public interface Opener<E, R> {

	/**
	 * Receive an item.
	 * @param item the item
	 * @param envelope its envelope, {@code null} if it has none
	 * @return what to return to the taker
	 */
	R open(E item, @Nullable Envelope<E> envelope);

}
