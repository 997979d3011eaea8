/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

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
	CANCELLED

}
