/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.Map;

/**
 * One put that a {@link PutObserver} follows.
 */
public interface PutObservation {

	/**
	 * A put that nobody follows.
	 */
	PutObservation NONE = new PutObservation() {

		@Override
		public Map<String, String> headers() {
			return Map.of();
		}

		@Override
		public void end(PutEnd end) {
		}

	};

	/**
	 * Return what to send along with the item. Asked for once, right after the beginning.
	 * @return headers, possibly none
	 */
	Map<String, String> headers();

	/**
	 * Learn how the put ended. Called once: by the thread that puts, or for an
	 * asynchronous put by the one that completes the future.
	 * @param end how it ended
	 */
	void end(PutEnd end);

}
