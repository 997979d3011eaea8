/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * For which calls of one side of a queue the next script is: for as many as it can serve,
 * those who wait first. Guarded by the lock of the side.
 */
class Selection {

	/** How many callers who wait, and how many who do not, share a script. */
	static final int MAX_CALLS = 256;

	/**
	 * Select the calls that the next script is for.
	 * @param woken whether something has happened since those who wait were looked at
	 */
	List<QueueCall> next(QueueCalls calls, boolean woken) {
		return all(calls);
	}

	/**
	 * Return all calls that one script can serve.
	 */
	final List<QueueCall> all(QueueCalls calls) {
		List<QueueCall> batch = new ArrayList<>();
		fill(batch, calls.waiting());
		fill(batch, calls.immediate());
		return batch;
	}

	final void fill(List<QueueCall> batch, Set<QueueCall> candidates) {
		int room = capacity();
		int count = 0;
		for (QueueCall call : candidates) {
			if (call.isUnderWay() || !isWorthSending(call)) {
				continue;
			}
			room -= weight(call);
			if (count != 0 && room < 0 || ++count > MAX_CALLS) {
				return;
			}
			batch.add(call);
		}
	}

	/**
	 * Return whether a call that waits may be served although those before it cannot.
	 */
	boolean isNews(QueueCall call, QueueCalls calls) {
		return false;
	}

	/**
	 * Select whatever can be served next time.
	 */
	void wake() {
	}

	/**
	 * Select so that those who wait are looked after, although nothing has happened. For
	 * takers that is the same as serving them.
	 */
	void recheck(QueueCalls calls) {
	}

	/**
	 * Return whether the next script may serve a call.
	 */
	boolean isWorthSending(QueueCall call) {
		return true;
	}

	/**
	 * Return how much of a script a call takes up.
	 */
	int weight(QueueCall call) {
		return call.missing();
	}

	/**
	 * Return how much a script can take.
	 */
	int capacity() {
		return MAX_CALLS;
	}

}
