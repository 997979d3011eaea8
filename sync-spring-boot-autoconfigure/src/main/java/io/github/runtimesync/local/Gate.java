/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * Whether a {@link Channel} is open, paused or closed. All changes are made under both
 * locks, so that to everybody else they are one step: those who wait are served, let in
 * or let go in the same step that gives them the right to it.
 * <p>
 * A pause is a head that hands out nothing and a list of getters from which nobody is
 * polled. Neither is looked at on the way of an item: the former only by a taker that has
 * reached its limit, the latter only by a putter that finds a getter waiting.
 *
 * @param <E> the type of the items
 */
final class Gate<E> {

	private final Head<E> head;

	private final Tail<E> tail;

	private volatile boolean closed;

	Gate(Head<E> head, Tail<E> tail) {
		this.head = head;
		this.tail = tail;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Return whether the channel is closed and nothing will come any more.
	 * @return whether getters need not wait once it is drained
	 */
	boolean isFinished() {
		Extras<E> extras = this.head.extras;
		return this.closed && (extras == null || !extras.delays().isPending());
	}

	boolean isPaused() {
		return this.head.isPaused();
	}

	/**
	 * Hand out nothing from now on.
	 * @return {@code false} if it was paused before or is closed
	 */
	boolean pause() {
		this.head.lockWith(this.tail);
		try {
			if (this.closed || this.head.isPaused()) {
				return false;
			}
			setPaused(true);
			return true;
		}
		finally {
			this.head.unlockWith(this.tail);
		}
	}

	/**
	 * End a pause: serve the getters that wait, as far as there are items, and let in
	 * putters.
	 * @return {@code false} if it was not paused
	 */
	boolean resume() {
		Released<E> released = new Released<>();
		this.head.lockWith(this.tail);
		try {
			if (!this.head.isPaused()) {
				return false;
			}
			endPause(released);
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		released.wake();
		return true;
	}

	/**
	 * Close the channel, after the end of a pause, and let every waiter go.
	 * @return {@code false} if it was closed before
	 */
	boolean close() {
		Released<E> released = new Released<>();
		this.head.lockWith(this.tail);
		try {
			if (this.closed) {
				return false;
			}
			if (this.head.isPaused()) {
				endPause(released);
			}
			this.closed = true;
			this.tail.close();
			if (isFinished()) {
				released.add(this.tail.waiters().closeAll());
			}
			released.add(this.head.waiters().closeAll());
			Extras<E> extras = this.head.extras;
			if (extras != null) {
				released.add(extras.delays().waiters().closeAll());
			}
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		released.wake();
		return true;
	}

	/**
	 * Getters that are left over find the channel empty, and putters find it full: each
	 * item that goes makes room for the first putter, whose item the next getter may get.
	 */
	private void endPause(Released<E> released) {
		setPaused(false);
		while (true) {
			released.add(this.head.dropExpired());
			QueueWaiter<E> getter = this.tail.waiters().first();
			E item = (getter != null) ? this.head.takeNext(this.tail) : null;
			if (getter == null || item == null) {
				return;
			}
			this.tail.waiters().remove(getter);
			getter.settle(Outcome.SERVED, item);
			released.add(getter);
			released.add(this.head.admit(this.tail));
		}
	}

	private void setPaused(boolean paused) {
		this.head.pause(paused);
		this.tail.waiters().hold(paused);
	}

}
