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
 * @param doubts how many doubts about the note there were before
 * @param woken whether a message had come in that nobody had followed yet
 */
record Loan(List<QueueCall> calls, long nanos, long doubts, boolean woken) {

	static final Loan NONE = new Loan(List.of(), 0, 0, false);

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

}
