/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * A wait that is being recorded.
 */
@FunctionalInterface
public interface WaitRecord {

	/**
	 * Tell that the wait has ended. Call it on the thread that has waited.
	 * @param end how it ended
	 */
	void end(WaitEnd end);

}
