/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * A registered listener. Closing it ends the deliveries; a delivery that is under way on
 * another thread may still complete.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

	/**
	 * End the subscription. Calling it again has no effect.
	 */
	@Override
	void close();

}
