/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.WaitEnd;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * The waiters of a wait group, each with the round it waits for.
 * <p>
 * {@code waiters} is guarded by {@code lock}, which is held for a few steps only, never
 * while waiting and never while a waiter's own code runs. {@code size} mirrors its size
 * so that a count that ends a round nobody waits for touches no lock; it is written under
 * the lock before the waiter reads the group's state again. A waiter leaves the list
 * exactly once: taken off by a release, or by itself on timeout, interrupt and cancel.
 */
final class RoundWaiters {

	private final ReentrantLock lock = new ReentrantLock();

	private final Set<Waiter> waiters = new LinkedHashSet<>();

	private volatile int size;

	int size() {
		return this.size;
	}

	void add(Waiter waiter, int round) {
		this.lock.lock();
		try {
			waiter.round = round;
			this.waiters.add(waiter);
			this.size = this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean remove(Waiter waiter) {
		this.lock.lock();
		try {
			boolean removed = this.waiters.remove(waiter);
			this.size = this.waiters.size();
			return removed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Release whoever waits for a round before this one. Rounds wrap around, so they are
	 * compared by their difference.
	 */
	void releaseBefore(int round) {
		if (this.size != 0) {
			release((waiting) -> waiting - round < 0, () -> null);
		}
	}

	void releaseAll(Supplier<@Nullable SyncClosedException> cause) {
		release((waiting) -> true, cause);
	}

	/**
	 * Release threads first: what depends on a future runs here and may take its time.
	 */
	private void release(IntPredicate round, Supplier<@Nullable SyncClosedException> cause) {
		List<Waiter> taken = takeIf(round);
		taken.stream().filter(ThreadWaiter.class::isInstance).forEach((waiter) -> waiter.release(cause.get()));
		taken.stream().filter(FutureWaiter.class::isInstance).forEach((waiter) -> waiter.release(cause.get()));
	}

	/**
	 * Describe who waits, the first one first.
	 * @param limit how many at most
	 * @return the callers
	 */
	List<WaitingCaller> describe(int limit) {
		this.lock.lock();
		try {
			return this.waiters.stream().limit(limit).map(Waiter::describe).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<Waiter> takeIf(IntPredicate round) {
		List<Waiter> taken = new ArrayList<>();
		this.lock.lock();
		try {
			this.waiters.removeIf((waiter) -> round.test(waiter.round) && taken.add(waiter));
			this.size = this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
		return taken;
	}

	/**
	 * Somebody who waits for the end of a round.
	 */
	abstract static class Waiter {

		/**
		 * Where it came from, {@code null} if that is not noted.
		 */
		@Nullable CallSite callSite;

		final long sinceNanos = System.nanoTime();

		private int round;

		/**
		 * Let the waiter go, after it was taken off the list.
		 * @param cause why it goes without the round having ended
		 */
		abstract void release(@Nullable SyncClosedException cause);

		abstract WaitingCaller describe();

	}

	/**
	 * A blocked thread.
	 */
	static final class ThreadWaiter extends Waiter {

		private final Thread thread;

		private @Nullable SyncClosedException cause;

		private volatile boolean released;

		ThreadWaiter(Thread thread) {
			this.thread = thread;
		}

		@Override
		void release(@Nullable SyncClosedException cause) {
			this.cause = cause;
			this.released = true;
			LockSupport.unpark(this.thread);
		}

		@Override
		WaitingCaller describe() {
			return new WaitingCaller(this.thread, "await", this.sinceNanos, this.callSite);
		}

		boolean await(RoundWaiters group, long nanos, WaitRecord record) throws InterruptedException {
			WaitEnd end = WaitEnd.CLOSED;
			try {
				boolean zero = await(group, nanos);
				end = (zero) ? WaitEnd.COMPLETED : WaitEnd.TIMED_OUT;
				return zero;
			}
			catch (InterruptedException ex) {
				end = WaitEnd.INTERRUPTED;
				throw ex;
			}
			finally {
				record.end(end);
			}
		}

		/**
		 * Wait until released. A timeout or an interrupt that comes after the waiter was
		 * taken off the list is too late: the call then returns as released, with the
		 * interrupt still pending.
		 */
		private boolean await(RoundWaiters group, long nanos) throws InterruptedException {
			long deadline = this.sinceNanos + nanos;
			boolean interrupted = false;
			while (!this.released) {
				long left = deadline - System.nanoTime();
				if (left <= 0 && group.remove(this)) {
					return false;
				}
				LockSupport.parkNanos(group, Math.max(left, 1));
				if (Thread.interrupted()) {
					if (group.remove(this)) {
						throw new InterruptedException();
					}
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			if (this.cause != null) {
				throw this.cause;
			}
			return true;
		}

	}

	/**
	 * A caller that does not block.
	 */
	static final class FutureWaiter extends Waiter {

		private final CompletableFuture<Void> future = new CompletableFuture<>();

		CompletableFuture<Void> future() {
			return this.future;
		}

		@Override
		WaitingCaller describe() {
			return new WaitingCaller(null, "whenZero", this.sinceNanos, this.callSite);
		}

		@Override
		void release(@Nullable SyncClosedException cause) {
			if (cause != null) {
				this.future.completeExceptionally(cause);
			}
			else {
				this.future.complete(null);
			}
		}

	}

}
