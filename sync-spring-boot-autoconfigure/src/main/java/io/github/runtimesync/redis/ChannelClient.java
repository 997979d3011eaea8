/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.github.runtimesync.Subscription;

/**
 * Listens to a channel: all that the {@link Inbox} asks of a client library.
 */
interface ChannelClient {

	/**
	 * Begin to subscribe to a channel on a connection of its own, which is restored by
	 * itself when it breaks. Never blocks: the listener is told what becomes of it.
	 * @param channel the channel
	 * @param listener is told what happens, on a thread that must not be blocked, and
	 * possibly nothing ever, if Redis does not answer
	 * @return closes the connection, also one that is still being made; that never blocks
	 */
	Subscription subscribe(String channel, ChannelListener listener);

	/**
	 * Return whether Redis tells who publishes how many have received it. The nodes of a
	 * cluster know of their own clients only.
	 */
	boolean countsReceivers();

}
