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
	 * Subscribe to a channel on a connection of its own, which is restored by itself when
	 * it breaks. May block while it connects.
	 * @param channel the channel
	 * @param listener is told what happens, on a thread that must not be blocked
	 * @return closes the connection; that never blocks
	 */
	Subscription subscribe(String channel, ChannelListener listener);

	/**
	 * Return whether Redis tells who publishes how many have received it. The nodes of a
	 * cluster know of their own clients only.
	 */
	boolean countsReceivers();

}
