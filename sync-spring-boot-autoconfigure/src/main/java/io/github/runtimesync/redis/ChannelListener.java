/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

/**
 * Is told what happens on a channel, on a thread that must not be blocked.
 */
interface ChannelListener {

	/**
	 * The subscription holds, for the first time or again. What was published before may
	 * be lost.
	 */
	void subscribed();

	/**
	 * There is no subscription and there will be none: no connection could be made, or
	 * Redis has refused. Nothing is left to be closed.
	 * @param failure why
	 */
	void failed(Throwable failure);

	/**
	 * A message has come in.
	 * @param message the message
	 */
	void received(String message);

}
