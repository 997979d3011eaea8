/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

/**
 * Calls the listener. Whatever is to happen around a call wraps one of these.
 */
@FunctionalInterface
interface ListenerInvoker {

	/**
	 * Call the listener.
	 * @param argument what its parameter takes
	 * @throws Throwable what it throws
	 */
	void invoke(Object argument) throws Throwable;

}
