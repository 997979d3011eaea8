/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a worker tells about itself. The worker is the only writer, and others read
 * without order. A call is about one item unless said otherwise, so that it costs no more
 * than two plain writes.
 */
final class WorkerFigures {

	private static final VarHandle CALLS;

	private static final VarHandle MORE_HANDLED;

	private static final VarHandle MORE_IN_HAND;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			CALLS = lookup.findVarHandle(WorkerFigures.class, "calls", long.class);
			MORE_HANDLED = lookup.findVarHandle(WorkerFigures.class, "moreHandled", long.class);
			MORE_IN_HAND = lookup.findVarHandle(WorkerFigures.class, "moreInHand", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Odd while the method runs. */
	private long calls;

	/** Items of former calls beyond the first of each. */
	private long moreHandled;

	/** Items of the present call beyond the first, 0 between calls. */
	private int moreInHand;

	/**
	 * The worker begins with an item.
	 * @return the number of the call, with which it ends: to read it back right after it
	 * was written would take longer than both
	 */
	long begin() {
		long call = this.calls + 1;
		CALLS.setOpaque(this, call);
		return call;
	}

	/**
	 * The worker begins with items.
	 * @param items their number
	 */
	void begin(int items) {
		MORE_IN_HAND.setOpaque(this, items - 1);
		begin();
	}

	/**
	 * The worker is done with them, one way or the other.
	 */
	void end() {
		if (this.moreInHand != 0) {
			MORE_HANDLED.setOpaque(this, this.moreHandled + this.moreInHand);
			MORE_IN_HAND.setOpaque(this, 0);
		}
		endOne(this.calls);
	}

	/**
	 * The worker is done with an item with which it began alone.
	 * @param call the number of the call
	 */
	void endOne(long call) {
		CALLS.setOpaque(this, call + 1);
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
		return calls() / 2 + (long) MORE_HANDLED.getOpaque(this);
	}

	/**
	 * Return how many items are being processed.
	 */
	int inProcess() {
		return (calls() % 2 != 0) ? 1 + (int) MORE_IN_HAND.getOpaque(this) : 0;
	}

}
