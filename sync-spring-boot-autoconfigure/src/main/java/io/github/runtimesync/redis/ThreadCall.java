/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;

/**
 * A call whose thread waits for its end. The thread looks at the end before each park,
 * and is unparked after the end is set. Before it parks for the first time it lets others
 * run; what the side has held back meanwhile it sends after that.
 */
final class ThreadCall extends QueueCall {

	/** A time limit that never passes. */
	static final long FOREVER = Long.MAX_VALUE;

	private final Thread thread = Thread.currentThread();

	private volatile boolean patient = true;

	ThreadCall(@Nullable Entry entry, int wanted, boolean waits, @Nullable CallSite callSite) {
		super(entry, wanted, waits, callSite);
	}

	/**
	 * Wait for the end. When time is up or the thread is interrupted the call leaves; if
	 * a script that may serve it is under way, it waits for that first.
	 * @param side where the call was submitted
	 * @param nanos how long to wait
	 * @param patience how long to wait for a script that is under way
	 * @return whether the thread was interrupted meanwhile
	 */
	boolean await(QueueSide side, long nanos, Duration patience, boolean interruptible) {
		long beginNanos = sinceNanos();
		long leftNanos = 0;
		boolean interrupted = false;
		boolean leaving = false;
		side.turns().letOthersRun(side, this, nanos);
		this.patient = false;
		side.proceedIfHeld();
		while (end() == null) {
			interrupted |= Thread.interrupted();
			long now = System.nanoTime();
			long rest = (nanos == FOREVER) ? FOREVER : nanos - (now - beginNanos);
			if (!leaving && (rest <= 0 || interrupted && interruptible)) {
				if (rest <= 0) {
					// Not before Redis was asked, if a script was held back.
					side.proceedUnheld();
				}
				leaving = true;
				leftNanos = now;
				side.leave(this);
				continue;
			}
			if (leaving) {
				rest = patience.toNanos() - (now - leftNanos);
				if (rest <= 0) {
					side.abandon(this);
					continue;
				}
			}
			if (rest == FOREVER) {
				// The kernel would set a timer otherwise.
				LockSupport.park(side);
			}
			else {
				LockSupport.parkNanos(side, rest);
			}
		}
		return interrupted;
	}

	@Override
	boolean isPatient() {
		return this.patient;
	}

	@Override
	Thread thread() {
		return this.thread;
	}

	@Override
	String verb() {
		return isPut() ? "put" : "get";
	}

	@Override
	void wake() {
		LockSupport.unpark(this.thread);
	}

}
