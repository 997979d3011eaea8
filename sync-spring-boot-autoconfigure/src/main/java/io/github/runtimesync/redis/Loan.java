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
 * @param sending how the script is sent
 * @param woken whether a message had come in that nobody had followed yet
 */
record Loan(List<QueueCall> calls, Note.Sending sending, boolean woken) {

	static final Loan NONE = new Loan(List.of(), new Note.Sending(0, 0), false);

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

}
