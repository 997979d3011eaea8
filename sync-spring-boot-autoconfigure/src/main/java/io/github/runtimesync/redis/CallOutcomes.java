/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * How the calls at one side of a queue end: by what scripts have found or how they have
 * failed, or since their callers leave or are let go. Guarded by the lock of the
 * {@link QueueSide}, except that anybody may ask whether they were let go.
 */
final class CallOutcomes {

	private final QueueCalls calls;

	private final boolean canAbandon;

	private volatile boolean released;

	/**
	 * Create outcomes.
	 * @param calls the calls
	 * @param canAbandon whether a caller can leave although a script is under way that
	 * may serve it
	 */
	CallOutcomes(QueueCalls calls, boolean canAbandon) {
		this.calls = calls;
		this.canAbandon = canAbandon;
	}

	boolean canAbandon() {
		return this.canAbandon;
	}

	/**
	 * Hand out items, to those of the batch first, then to those who came while the
	 * script was under way. One item is enough for a call: whoever wants more comes back,
	 * and has what there was should the next script fail.
	 */
	void distribute(List<QueueCall> batch, Iterator<StoredItem> items) {
		distributeTo(batch, items);
		if (items.hasNext()) {
			distributeTo(this.calls.waiting().stream().filter((call) -> !call.isUnderWay()).toList(), items);
			distributeTo(this.calls.immediate().stream().filter((call) -> !call.isUnderWay()).toList(), items);
		}
	}

	private void distributeTo(List<QueueCall> calls, Iterator<StoredItem> items) {
		for (QueueCall call : calls) {
			if (call.end() == null && items.hasNext()) {
				while (items.hasNext() && call.missing() > 0) {
					call.add(items.next());
				}
				this.calls.end(call, End.SERVED);
			}
		}
	}

	/**
	 * Do what follows for a call that a script has not served.
	 * @param closed whether it never will be
	 */
	void refuse(QueueCall call, boolean closed) {
		if (closed || this.released && call.waits()) {
			this.calls.end(call, End.CLOSED);
		}
		else if (!call.waits()) {
			this.calls.end(call, End.REFUSED);
		}
		else if (call.isLeaving()) {
			this.calls.end(call, End.LEFT);
		}
	}

	/**
	 * Do what follows for the calls that a script that takes has not served.
	 * @param more whether there is more to take, so that they stay
	 * @param closed whether those who wait never will be served, nor who came since
	 */
	void refuseRest(List<QueueCall> batch, boolean more, boolean closed) {
		for (QueueCall call : batch) {
			if (call.end() == null && (!more || call.isLeaving())) {
				refuse(call, closed && call.waits());
			}
		}
		if (closed) {
			closeWaiting();
		}
	}

	/**
	 * Do what follows for a call whose script has failed, and for all if there is no
	 * queue any more.
	 */
	void fail(List<QueueCall> batch, Failure failure) {
		if (failure.reason() == Reason.REMOVED) {
			closeWaiting();
			close(this.calls.immediate());
			return;
		}
		for (QueueCall call : batch) {
			if (call.end() != null) {
				continue;
			}
			if (failure.reason() == Reason.UNANSWERED && this.canAbandon && call.waits()) {
				refuse(call, false);
			}
			else {
				this.calls.fail(call, failure);
			}
		}
		if (this.released) {
			closeWaiting();
		}
	}

	/**
	 * End the call of somebody who leaves, unless a script under way may serve it.
	 */
	void leave(QueueCall call) {
		call.setLeaving();
		if (call.end() == null && !call.isUnderWay()) {
			this.calls.end(call, End.LEFT);
		}
	}

	/**
	 * End the call of somebody who does not wait for a script under way any more.
	 */
	void abandon(QueueCall call) {
		if (call.end() != null) {
			return;
		}
		if (call.isUnderWay() && (!this.canAbandon || !call.waits())) {
			this.calls.fail(call, new Failure(Reason.UNANSWERED));
		}
		else {
			this.calls.end(call, this.released ? End.CLOSED : End.LEFT);
		}
	}

	/**
	 * Let go of those who wait, now and from now on, except for those whom a script under
	 * way may serve.
	 */
	void release() {
		this.released = true;
		close(this.calls.waiting().stream().filter((call) -> !call.isUnderWay()).toList());
	}

	void closeWaiting() {
		close(this.calls.waiting());
	}

	private void close(Iterable<QueueCall> calls) {
		List<QueueCall> closed = new ArrayList<>();
		calls.forEach(closed::add);
		closed.forEach((call) -> this.calls.end(call, End.CLOSED));
	}

	/**
	 * Return whether those who wait were let go.
	 */
	boolean isReleased() {
		return this.released;
	}

}
