/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.SyncDecodingException;

/**
 * An item that was taken and is still in the keeping of its engine. It ends with the
 * first of {@link #done}, {@link #giveBack} and {@link #giveBackUntouched}; what is
 * called after that does nothing. None of them blocks. Thread-safe.
 *
 * @param <E> the type of the item
 */
public interface Lease<E> {

	/**
	 * Return the item.
	 * @return the item
	 * @throws SyncDecodingException if it cannot be decoded; {@link #raw()} tells what it
	 * is
	 */
	E item();

	/**
	 * Return the item as the engine stores it.
	 * @return the stored form, each byte as a character of ISO 8859-1
	 */
	String raw();

	/**
	 * Return the beginning of what {@link #raw()} returns, or all of it if that is short
	 * enough for a dead letter in a queue of the same engine.
	 * @return the beginning of the stored form
	 */
	String rawHead();

	/**
	 * Have the engine keep the stored form, all of it, when the item is {@link #done
	 * done} with, where it keeps what cannot be decoded: for whoever can only tell of the
	 * item.
	 */
	void keepAside();

	/**
	 * Return what came with the item.
	 * @return an envelope whose {@link Envelope#item() item} is that of the lease, and
	 * throws as that does
	 */
	Envelope<E> envelope();

	/**
	 * Return how often the item was delivered, this time included. A lease that was given
	 * back untouched does not count.
	 * @return the number, from 1 up
	 */
	int deliveries();

	/**
	 * Return whether the lease is known to have run out, so that somebody else may have
	 * the item.
	 * @return whether what is done with the item now may be done twice
	 */
	boolean isLost();

	/**
	 * The item has found its end: it shall never be delivered again.
	 * @return whether that was in time: {@code false} if the lease had run out and the
	 * item went back to the queue, or the store has lost it. Completes, never with an
	 * exception, on a thread that must not be blocked, and as late as the engine likes
	 * unless it is {@link Leases#flush flushed}.
	 */
	CompletableFuture<Boolean> done();

	/**
	 * Put the item back to the head of the queue; this delivery counts.
	 */
	void giveBack();

	/**
	 * Put the item back to the head of the queue as if it had not been taken.
	 */
	void giveBackUntouched();

	/**
	 * Prolong the lease no more: whoever has the item may never end. It goes back to the
	 * queue when the lease runs out, unless it is done before.
	 */
	void letExpire();

}
