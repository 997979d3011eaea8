/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.Failure.Reason;

/**
 * What one caller wants, and its wait for it.
 * <p>
 * {@code state} goes from queued to sent to settled; from queued to withdrawn, if the
 * caller gives up first, which is final; and from sent back to queued, if it has to be
 * sent in another way. Every step is a compare-and-set, so a request that was withdrawn
 * is never sent. The waiting thread looks at the state before each park, and is unparked
 * after the state is set.
 *
 * @param <T> what the caller gets
 */
class Request<T extends @Nullable Object> {

	private static final Object QUEUED = new Object();

	private static final Object SENT = new Object();

	private static final Object WITHDRAWN = new Object();

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Request.class, "state", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Object subject;

	private final long deadlineNanos;

	private final Thread caller = Thread.currentThread();

	private long patienceNanos;

	private boolean company;

	private volatile Object state = QUEUED;

	/**
	 * Create a request of this thread.
	 * @param subject describes the primitive
	 * @param deadlineNanos until when the caller waits, by {@link System#nanoTime()}
	 */
	Request(Object subject, long deadlineNanos) {
		this.subject = subject;
		this.deadlineNanos = deadlineNanos;
	}

	final long deadlineNanos() {
		return this.deadlineNanos;
	}

	/**
	 * Say for how long the caller lets other threads run before it parks. The outcome is
	 * often there when it comes back, which saves parking and waking.
	 * @param nanos how long, if processors are to spare
	 * @param company whether other threads wait for scripts too, so that it lets them run
	 * once in any case
	 */
	final void setPatience(long nanos, boolean company) {
		this.patienceNanos = nanos;
		this.company = company;
	}

	/**
	 * Mark the request as sent, unless it was withdrawn.
	 */
	final boolean send() {
		return STATE.compareAndSet(this, QUEUED, SENT);
	}

	/**
	 * Mark a sent request as queued, since it must be sent once more.
	 */
	final void requeue() {
		STATE.compareAndSet(this, SENT, QUEUED);
	}

	/**
	 * Give up a request that was not sent yet. {@link GroupCommit#withdraw} forgets it
	 * too.
	 * @return whether it will never be sent
	 */
	final boolean withdraw() {
		return STATE.compareAndSet(this, QUEUED, WITHDRAWN) || isWithdrawn();
	}

	final boolean isWithdrawn() {
		return this.state == WITHDRAWN;
	}

	final boolean isSettled() {
		return this.state instanceof Settled;
	}

	/**
	 * Return why there is no result, {@code null} if there is one, or no outcome yet.
	 */
	final @Nullable Failure failure() {
		return (this.state instanceof Settled settled) ? settled.failure : null;
	}

	final void complete(T result) {
		settle(new Settled(result, null));
	}

	final void fail(Failure failure) {
		settle(new Settled(null, failure));
		failed(failure);
	}

	/**
	 * Called when a script that was sent for this request has failed.
	 */
	void failed(Failure failure) {
	}

	/**
	 * Settle the request with the outcome of a stage.
	 */
	final void settle(@Nullable T result, @Nullable Throwable thrown) {
		settle((thrown != null) ? new Settled(null, Failure.of(thrown)) : new Settled(result, null));
	}

	private void settle(Settled settled) {
		if (STATE.compareAndSet(this, SENT, settled)) {
			settled();
		}
	}

	/**
	 * Called once, when there is an outcome, on a thread that must not be blocked.
	 */
	void settled() {
		LockSupport.unpark(this.caller);
	}

	/**
	 * Wait for the outcome, at most until the deadline. An interrupt does not end the
	 * wait: what was sent may happen, and others share it. The thread stays interrupted.
	 * @return the result
	 */
	final T await() {
		if (!awaitUntil(this.deadlineNanos)) {
			throw new Failure(withdraw() ? Reason.UNSENT : Reason.UNANSWERED).exception(this.subject);
		}
		return result((Settled) this.state);
	}

	/**
	 * Wait for the outcome as {@link #await()} does, for a caller who may leave before
	 * the request is given up.
	 * @return whether there is an outcome
	 */
	final boolean awaitUntil(long deadlineNanos) {
		letOthersRun(deadlineNanos);
		boolean interrupted = false;
		try {
			while (true) {
				if (isSettled()) {
					return true;
				}
				long left = deadlineNanos - System.nanoTime();
				if (left <= 0) {
					return false;
				}
				LockSupport.parkNanos(this, left);
				interrupted |= Thread.interrupted();
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void letOthersRun(long deadlineNanos) {
		long begin = System.nanoTime();
		long endNanos = begin + Math.min(this.patienceNanos, deadlineNanos - begin);
		if (this.company) {
			Thread.yield();
		}
		Courtesy.COMMON.letOthersRunFor(endNanos - System.nanoTime(), () -> !isSettled());
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // the type argument says whether it
													// may be null
	private T result(Settled settled) {
		if (settled.failure != null) {
			throw settled.failure.exception(this.subject);
		}
		return (T) settled.result;
	}

	/**
	 * The outcome.
	 */
	private record Settled(@Nullable Object result, @Nullable Failure failure) {

	}

}
