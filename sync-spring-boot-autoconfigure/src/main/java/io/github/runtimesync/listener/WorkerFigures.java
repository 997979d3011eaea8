/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a worker tells about itself. The worker is the only writer, and others read
 * without order, so an item costs a few plain writes.
 */
final class WorkerFigures {

	private static final VarHandle CALLS;

	private static final VarHandle HANDLED;

	private static final VarHandle IN_HAND;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			CALLS = lookup.findVarHandle(WorkerFigures.class, "calls", long.class);
			HANDLED = lookup.findVarHandle(WorkerFigures.class, "handled", long.class);
			IN_HAND = lookup.findVarHandle(WorkerFigures.class, "inHand", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Odd while the method runs. */
	private long calls;

	private long handled;

	private int inHand;

	/**
	 * The worker begins with items.
	 * @param items their number
	 */
	void begin(int items) {
		IN_HAND.setOpaque(this, items);
		CALLS.setOpaque(this, this.calls + 1);
	}

	/**
	 * The worker is done with them, one way or the other.
	 */
	void end() {
		HANDLED.setOpaque(this, this.handled + this.inHand);
		CALLS.setOpaque(this, this.calls + 1);
	}

	/**
	 * Return a number that changes with every call, odd while one is under way.
	 */
	long calls() {
		return (long) CALLS.getOpaque(this);
	}

	/**
	 * Return how many items were handled, each attempt counted.
	 */
	long handled() {
		return (long) HANDLED.getOpaque(this);
	}

	/**
	 * Return how many items are being processed.
	 */
	int inProcess() {
		return (calls() % 2 != 0) ? (int) IN_HAND.getOpaque(this) : 0;
	}

}
