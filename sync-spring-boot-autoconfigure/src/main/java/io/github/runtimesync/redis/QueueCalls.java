/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * The calls at one side of a queue that have not ended, in the order in which they came,
 * and how they end. Guarded by the lock of the {@link QueueSide}, except that anybody may
 * ask how many wait and whether they were released.
 */
final class QueueCalls {

	private final boolean canAbandon;

	private final Set<QueueCall> waiting = new LinkedHashSet<>();

	private final Set<QueueCall> immediate = new LinkedHashSet<>();

	/** Those whom a script of the other side serves meanwhile, of either kind. */
	private final Set<QueueCall> lent = new LinkedHashSet<>();

	/** Calls that have ended and whose callers do not know it yet. */
	private List<QueueCall> ended = new ArrayList<>();

	private final Presence presence = new Presence();

	private volatile int waitingCount;

	private volatile int count;

	private volatile boolean released;

	private volatile boolean hasEnded;

	/**
	 * Create a collection.
	 * @param canAbandon whether a caller can leave although a script is under way that
	 * may serve it
	 */
	QueueCalls(boolean canAbandon) {
		this.canAbandon = canAbandon;
	}

	void add(QueueCall call) {
		this.presence.came();
		(call.waits() ? this.waiting : this.immediate).add(call);
		this.count++;
		if (call.waits()) {
			this.waitingCount++;
		}
	}

	/**
	 * Return how long callers stay away.
	 */
	Presence presence() {
		return this.presence;
	}

	/**
	 * Return the call that has not ended if there is one only, which is not lent.
	 */
	@Nullable QueueCall single() {
		Set<QueueCall> calls = this.waiting.isEmpty() ? this.immediate : this.waiting;
		return (this.count == 1 && !calls.isEmpty()) ? calls.iterator().next() : null;
	}

	/**
	 * Return those who wait, also those who came while a script was under way.
	 */
	Set<QueueCall> waiting() {
		return this.waiting;
	}

	/**
	 * Return those who want an answer at once.
	 */
	Set<QueueCall> immediate() {
		return this.immediate;
	}

	boolean isAnybodyWaiting() {
		return !this.waiting.isEmpty();
	}

	boolean isAnybodyLent() {
		return !this.lent.isEmpty();
	}

	int waitingCount() {
		return this.waitingCount;
	}

	/**
	 * Return how many have not ended.
	 */
	int count() {
		return this.count;
	}

	boolean isReleased() {
		return this.released;
	}

	boolean canAbandon() {
		return this.canAbandon;
	}

	void describeTo(List<WaitingCaller> target, int limit) {
		allWaiting().stream().limit(Math.max(0, limit - target.size())).map(QueueCall::describe).forEach(target::add);
	}

	/**
	 * Have calls served by a script of the other side.
	 */
	void lend(List<QueueCall> calls) {
		for (QueueCall call : calls) {
			(call.waits() ? this.waiting : this.immediate).remove(call);
			call.setUnderWay(true);
			this.lent.add(call);
		}
	}

	/**
	 * Take calls back that a script of the other side was to serve. Those who have not
	 * ended are the first again.
	 */
	void takeBack(List<QueueCall> calls) {
		List<QueueCall> waits = new ArrayList<>();
		List<QueueCall> others = new ArrayList<>();
		for (QueueCall call : calls) {
			if (this.lent.remove(call)) {
				call.setUnderWay(false);
				(call.waits() ? waits : others).add(call);
			}
		}
		addFirst(this.waiting, waits);
		addFirst(this.immediate, others);
	}

	private static void addFirst(Set<QueueCall> target, List<QueueCall> calls) {
		if (!calls.isEmpty()) {
			List<QueueCall> others = List.copyOf(target);
			target.clear();
			target.addAll(calls);
			target.addAll(others);
		}
	}

	/**
	 * Hand out items, to those of the batch first, then to those who came while the
	 * script was under way. One item is enough for a call: whoever wants more comes back,
	 * and has what there was should the next script fail.
	 */
	void distribute(List<QueueCall> batch, Iterator<StoredItem> items) {
		distributeTo(batch, items);
		if (items.hasNext()) {
			distributeTo(this.waiting.stream().filter((call) -> !call.isUnderWay()).toList(), items);
			distributeTo(this.immediate.stream().filter((call) -> !call.isUnderWay()).toList(), items);
		}
	}

	private void distributeTo(List<QueueCall> calls, Iterator<StoredItem> items) {
		for (QueueCall call : calls) {
			if (call.end() == null && items.hasNext()) {
				while (items.hasNext() && call.missing() > 0) {
					call.add(items.next());
				}
				end(call, End.SERVED);
			}
		}
	}

	/**
	 * Do what follows for a call that a script has not served.
	 * @param closed whether it never will be
	 */
	void refuse(QueueCall call, boolean closed) {
		if (closed || this.released && call.waits()) {
			end(call, End.CLOSED);
		}
		else if (!call.waits()) {
			end(call, End.REFUSED);
		}
		else if (call.isLeaving()) {
			end(call, End.LEFT);
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
			close(this.immediate);
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
				fail(call, failure);
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
			end(call, End.LEFT);
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
			fail(call, new Failure(Reason.UNANSWERED));
		}
		else {
			end(call, this.released ? End.CLOSED : End.LEFT);
		}
	}

	/**
	 * Return those who wait, also those whom a script of the other side serves meanwhile.
	 */
	List<QueueCall> allWaiting() {
		return Stream.concat(this.lent.stream().filter(QueueCall::waits), this.waiting.stream()).toList();
	}

	/**
	 * Let go of those who wait, now and from now on, except for those whom a script under
	 * way may serve.
	 */
	void release() {
		this.released = true;
		close(this.waiting.stream().filter((call) -> !call.isUnderWay()).toList());
	}

	void closeWaiting() {
		close(this.waiting);
	}

	private void close(Iterable<QueueCall> calls) {
		List<QueueCall> closed = new ArrayList<>();
		calls.forEach(closed::add);
		closed.forEach((call) -> end(call, End.CLOSED));
	}

	void end(QueueCall call, End end) {
		call.end(end);
		forget(call);
	}

	private void fail(QueueCall call, Failure failure) {
		call.fail(failure);
		forget(call);
	}

	private void forget(QueueCall call) {
		if (!this.lent.remove(call)) {
			(call.waits() ? this.waiting : this.immediate).remove(call);
		}
		this.count--;
		if (call.waits()) {
			this.waitingCount--;
		}
		this.ended.add(call);
		this.hasEnded = true;
		this.presence.left(call);
	}

	/**
	 * Return whether there are callers who have to be told that their call has ended.
	 */
	boolean hasEnded() {
		return this.hasEnded;
	}

	/**
	 * Return those who have to be told that their call has ended, once.
	 */
	List<QueueCall> takeEnded() {
		List<QueueCall> calls = this.ended;
		this.ended = new ArrayList<>();
		this.hasEnded = false;
		return calls;
	}

}
