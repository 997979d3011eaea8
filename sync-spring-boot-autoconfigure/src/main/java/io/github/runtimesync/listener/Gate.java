/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.EnumSet;
import java.util.Set;

/**
 * Whether the workers of a container take anything: they do while there is no reason not
 * to. Reading is one volatile read; the reasons are guarded by their own monitor, which
 * nobody holds while waiting.
 * <p>
 * It also counts the changes that a worker has to hear of before it takes another item,
 * of the gate and of all else. Whoever makes one counts it afterwards. So a worker that
 * reads the number first, then finds everything as it should be, need not look again
 * until the number is another.
 */
final class Gate {

	private final Set<Reason> reasons = EnumSet.of(Reason.STOPPED);

	private volatile boolean open;

	/** Written under the monitor. */
	private volatile int changes;

	boolean isOpen() {
		return this.open;
	}

	/**
	 * Return the number of changes so far.
	 */
	int changes() {
		return this.changes;
	}

	/**
	 * Count a change that has been made.
	 */
	void changed() {
		synchronized (this.reasons) {
			this.changes++;
		}
	}

	boolean isClosedFor(Reason reason) {
		synchronized (this.reasons) {
			return this.reasons.contains(reason);
		}
	}

	/**
	 * Add a reason to be closed.
	 * @param reason the reason
	 * @return whether it is new
	 */
	boolean close(Reason reason) {
		synchronized (this.reasons) {
			this.open = false;
			changed();
			return this.reasons.add(reason);
		}
	}

	/**
	 * Take a reason away; without any the gate is open.
	 * @param reason the reason
	 */
	void open(Reason reason) {
		synchronized (this.reasons) {
			this.reasons.remove(reason);
			this.open = this.reasons.isEmpty();
			changed();
		}
	}

	/**
	 * Why nothing is taken.
	 */
	enum Reason {

		/**
		 * The container is not started, or stopped.
		 */
		STOPPED,

		/**
		 * Somebody paused the container.
		 */
		PAUSED,

		/**
		 * There is no room for dead letters.
		 */
		DEAD_LETTERS,

		/**
		 * The application closes, and looks whether there is still something to do.
		 */
		CLOSING

	}

}
