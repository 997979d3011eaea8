/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitEnd;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * Has calls of threads done at a {@link QueueSide}.
 */
final class ThreadCalls {

	/** How long a taker who wants to leave waits for a script that is under way. */
	static final Duration PATIENCE = Duration.ofMillis(100);

	private final Binding binding;

	ThreadCalls(Binding binding) {
		this.binding = binding;
	}

	/**
	 * Have a call done that waits.
	 * @param nanos how long it waits at most
	 * @param patience how long it waits, if it wants to leave, for a script that is under
	 * way
	 * @param record is told how the wait has ended
	 * @return the call, which has ended in other ways than by an interrupt or a failure
	 */
	ThreadCall await(QueueSide side, ThreadCall call, long nanos, Duration patience, WaitRecord record)
			throws InterruptedException {
		side.submit(call);
		boolean interrupted = call.await(side, nanos, patience, true);
		End end = call.end();
		record.end(waitEnd(end, interrupted));
		if (interrupted && end == End.LEFT) {
			throw new InterruptedException();
		}
		return ended(call, interrupted);
	}

	private static WaitEnd waitEnd(@Nullable End end, boolean interrupted) {
		if (end == End.SERVED || end == End.DUPLICATE) {
			return WaitEnd.COMPLETED;
		}
		return (end == End.CLOSED) ? WaitEnd.CLOSED : interrupted ? WaitEnd.INTERRUPTED : WaitEnd.TIMED_OUT;
	}

	/**
	 * Have a call done that does not wait, except for Redis.
	 * @return the call, which has ended in other ways than by a failure
	 */
	ThreadCall now(QueueSide side, ThreadCall call) {
		side.submit(call);
		Duration timeout = this.binding.context().settings().timeout();
		boolean interrupted = call.await(side, timeout.toNanos(), timeout, false);
		if (call.end() == End.LEFT) {
			throw call.failure().exception(this.binding);
		}
		return ended(call, interrupted);
	}

	private ThreadCall ended(ThreadCall call, boolean interrupted) {
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (call.end() == End.FAILED) {
			throw call.failure().exception(this.binding);
		}
		return call;
	}

	static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

}
