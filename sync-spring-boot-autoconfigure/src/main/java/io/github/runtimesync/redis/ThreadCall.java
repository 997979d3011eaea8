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
 * and is unparked after the end is set.
 */
final class ThreadCall extends QueueCall {

	/** A time limit that never passes. */
	static final long FOREVER = Long.MAX_VALUE;

	/**
	 * How often a thread that is not alone lets others run before it parks: under load
	 * its call has often ended when it comes back, which saves waking it.
	 */
	private static final int YIELDS = 6;

	private final Thread thread = Thread.currentThread();

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
		long beginNanos = System.nanoTime();
		long leftNanos = 0;
		boolean interrupted = false;
		boolean leaving = false;
		for (int i = 0; i < YIELDS && end() == null && side.turns().isShared(); i++) {
			Thread.yield();
		}
		while (end() == null) {
			interrupted |= Thread.interrupted();
			long now = System.nanoTime();
			long rest = (nanos == FOREVER) ? FOREVER : nanos - (now - beginNanos);
			if (!leaving && (rest <= 0 || interrupted && interruptible)) {
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
			LockSupport.parkNanos(side, rest);
		}
		return interrupted;
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
