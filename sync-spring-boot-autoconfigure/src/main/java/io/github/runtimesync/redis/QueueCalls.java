/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * The calls at one side of a queue that have not ended, in the order in which they came.
 * Guarded by the lock of the {@link QueueSide}, except that anybody may ask how many
 * there are, whether somebody has to be told, and how long callers stay away.
 */
final class QueueCalls {

	private final Set<QueueCall> waiting = new LinkedHashSet<>();

	private final Set<QueueCall> immediate = new LinkedHashSet<>();

	/** Those whom a script of the other side serves meanwhile, of either kind. */
	private final Set<QueueCall> lent = new LinkedHashSet<>();

	/** Calls that have ended and whose callers do not know it yet. */
	private List<QueueCall> ended = new ArrayList<>();

	private final Presence presence = new Presence();

	private volatile int waitingCount;

	private volatile int count;

	private volatile boolean hasEnded;

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
	 * Return those who wait, also those whom a script of the other side serves meanwhile.
	 */
	List<QueueCall> allWaiting() {
		return Stream.concat(this.lent.stream().filter(QueueCall::waits), this.waiting.stream()).toList();
	}

	void end(QueueCall call, End end) {
		call.end(end);
		forget(call);
	}

	void fail(QueueCall call, Failure failure) {
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
