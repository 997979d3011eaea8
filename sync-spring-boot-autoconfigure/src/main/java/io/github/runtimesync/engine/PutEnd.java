/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncQueue;

/**
 * How a put ended.
 */
public enum PutEnd {

	/**
	 * The queue has accepted the item.
	 */
	ADDED,

	/**
	 * There was no room, or not in time.
	 */
	FULL,

	/**
	 * An item with the same key is in the queue.
	 */
	DUPLICATE,

	/**
	 * The queue is closed.
	 */
	CLOSED,

	/**
	 * The thread was interrupted before there was room.
	 */
	INTERRUPTED,

	/**
	 * The future of an asynchronous put was cancelled or completed by somebody else.
	 */
	CANCELLED;

	/**
	 * Return how a put ended whose future is completed.
	 * @param ex what it was completed with, {@code null} for a result
	 * @return how it ended
	 */
	public static PutEnd of(@Nullable Throwable ex) {
		if (ex == null) {
			return ADDED;
		}
		return (ex instanceof QueueClosedException) ? CLOSED : CANCELLED;
	}

	/**
	 * Return what a put tells its caller.
	 * @param queue the queue
	 * @return whether the item was put
	 * @throws QueueClosedException if the queue is closed
	 */
	public boolean isAdded(SyncQueue<?> queue) {
		if (this == CLOSED) {
			throw new QueueClosedException("%s is closed and takes no more items".formatted(queue));
		}
		return this == ADDED;
	}

	/**
	 * Return what a put tells its caller who has counted on room.
	 * @param queue the queue
	 * @return whether the item was put, {@code false} for a duplicate
	 * @throws QueueFullException if there was no room
	 * @throws QueueClosedException if the queue is closed
	 */
	public boolean isAddedOrDuplicate(SyncQueue<?> queue) {
		if (this == FULL) {
			throw new QueueFullException("%s is full at %d items: try again later, or raise its maximum size"
				.formatted(queue, queue.maxSize()));
		}
		return isAdded(queue);
	}

}
