/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.WaitEnd;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * Somebody who waits for the end of a round of a wait group. {@link GroupWaiters} guards
 * which round that is; until Redis has told it is {@code null}.
 */
abstract class GroupWaiter {

	final long sinceNanos = System.nanoTime();

	private final @Nullable CallSite callSite;

	/** The request that asks for the round, {@code null} while none is under way. */
	volatile @Nullable GroupRequest asking;

	volatile @Nullable Round round;

	GroupWaiter(@Nullable CallSite callSite) {
		this.callSite = callSite;
	}

	/**
	 * Let the waiter go, after it was taken off the list.
	 * @param cause why it goes without the round having ended
	 */
	abstract void release(@Nullable RuntimeException cause);

	abstract WaitingCaller describe();

	/**
	 * A round of one incarnation of a wait group.
	 *
	 * @param identity the incarnation
	 * @param number the number of the round
	 */
	record Round(Identity identity, long number) {

		/**
		 * Return whether this round was over when another one had begun.
		 */
		boolean isBefore(Round other) {
			return this.number < other.number && this.identity.equals(other.identity);
		}

	}

	/**
	 * A blocked thread.
	 */
	static final class Blocked extends GroupWaiter {

		/**
		 * For how long the first answer of Redis is waited for even if time is up before:
		 * a call with a short time would otherwise never find out that the count is zero.
		 */
		private static final Duration FIRST_ANSWER = Duration.ofSeconds(1);

		private final Thread thread = Thread.currentThread();

		private @Nullable RuntimeException cause;

		private volatile boolean released;

		Blocked(@Nullable CallSite callSite) {
			super(callSite);
		}

		@Override
		void release(@Nullable RuntimeException cause) {
			this.cause = cause;
			this.released = true;
			LockSupport.unpark(this.thread);
		}

		@Override
		WaitingCaller describe() {
			return new WaitingCaller(this.thread, "await", this.sinceNanos, super.callSite);
		}

		boolean await(GroupWaiters group, long nanos, WaitRecord record) throws InterruptedException {
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
		private boolean await(GroupWaiters group, long nanos) throws InterruptedException {
			boolean interrupted = false;
			while (!this.released) {
				long left = left(nanos);
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

		private long left(long nanos) {
			long waited = System.nanoTime() - this.sinceNanos;
			return ((this.round != null) ? nanos : Math.max(nanos, FIRST_ANSWER.toNanos())) - waited;
		}

	}

	/**
	 * A caller that does not block.
	 */
	static final class Future extends GroupWaiter {

		private final CompletableFuture<Void> future = new CompletableFuture<>();

		Future(@Nullable CallSite callSite) {
			super(callSite);
		}

		CompletableFuture<Void> future() {
			return this.future;
		}

		@Override
		WaitingCaller describe() {
			return new WaitingCaller(null, "whenZero", this.sinceNanos, super.callSite);
		}

		@Override
		void release(@Nullable RuntimeException cause) {
			if (cause != null) {
				this.future.completeExceptionally(cause);
			}
			else {
				this.future.complete(null);
			}
		}

	}

}
