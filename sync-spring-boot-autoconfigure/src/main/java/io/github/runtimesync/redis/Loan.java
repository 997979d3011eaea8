/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

/**
 * Calls of one side of a queue that a script of the other side serves too. Until they are
 * taken back they are under way.
 *
 * @param calls the calls, those who wait first
 * @param nanos when the script is sent, by {@link System#nanoTime()}
 * @param wakeUps how many wake-ups there were before
 */
record Loan(List<QueueCall> calls, long nanos, long wakeUps) {

	static final Loan NONE = new Loan(List.of(), 0, 0);

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

}
