/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;

/**
 * A thread that waits. A worker of a fork-join pool tells its pool, which may start
 * another worker in the meantime.
 *
 * @param <E> the type of the items
 */
final class ParkedWaiter<E> extends QueueWaiter<E> implements ForkJoinPool.ManagedBlocker {

	/**
	 * A waiting time without end.
	 */
	static final long FOREVER = Long.MAX_VALUE;

	private final Thread thread = Thread.currentThread();

	private final Object cause;

	private final long nanos;

	/**
	 * Create a waiter for the current thread.
	 * @param cause what to show as the cause of the wait
	 * @param item the item to put, {@code null} for a getter
	 * @param nanos how long to wait from now, or {@link #FOREVER}
	 */
	ParkedWaiter(Object cause, @Nullable E item, long nanos) {
		super(item);
		this.cause = cause;
		this.nanos = nanos;
	}

	@Override
	void wake() {
		LockSupport.unpark(this.thread);
	}

	@Override
	boolean runsOnWake() {
		return false;
	}

	/**
	 * Park until the wait has ended, time is up or the thread is interrupted. Which of
	 * these it was is for the caller to find out, since they may come together.
	 */
	void park() throws InterruptedException {
		try {
			ForkJoinPool.managedBlock(this);
		}
		catch (RejectedExecutionException ex) {
			// The pool has no worker to spare, which is no reason not to wait.
			while (!isReleasable()) {
				block();
			}
		}
	}

	@Override
	public boolean isReleasable() {
		return outcome() != null || this.thread.isInterrupted() || isTimeUp();
	}

	@Override
	public boolean block() {
		if (this.nanos == FOREVER) {
			LockSupport.park(this.cause);
		}
		else {
			LockSupport.parkNanos(this.cause, nanosLeft());
		}
		return isReleasable();
	}

	boolean isTimeUp() {
		return this.nanos != FOREVER && nanosLeft() <= 0;
	}

	private long nanosLeft() {
		return this.nanos - (System.nanoTime() - sinceNanos());
	}

	@Override
	WaitingCaller describe() {
		return new WaitingCaller(this.thread, isPutter() ? "put" : "get", sinceNanos(), this.callSite);
	}

}
