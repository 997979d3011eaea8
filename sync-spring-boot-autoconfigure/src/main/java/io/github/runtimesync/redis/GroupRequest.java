/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.GroupWaiter.Round;

/**
 * What one caller wants of a wait group. Its result is the round it was counted in, or
 * the count.
 */
final class GroupRequest extends Request<Long> {

	private final String operation;

	private final @Nullable GroupWaiter waiter;

	private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();

	private @Nullable Identity countedIn;

	private boolean ending;

	private GroupRequest(Binding binding, String operation, @Nullable GroupWaiter waiter, long deadlineNanos) {
		super(binding, deadlineNanos);
		this.operation = operation;
		this.waiter = waiter;
	}

	/**
	 * Create a request that adds.
	 * @param deadlineNanos until when to send it
	 */
	static GroupRequest add(Binding binding, int delta, long deadlineNanos) {
		return new GroupRequest(binding, Integer.toString(delta), null, deadlineNanos);
	}

	/**
	 * Create a request that counts down what was counted before, if that is not lost.
	 * @param incarnation where it was counted
	 * @param deadlineNanos until when to send it
	 */
	static GroupRequest takeAway(Binding binding, Identity incarnation, long deadlineNanos) {
		return new GroupRequest(binding, "-1 " + incarnation, null, deadlineNanos);
	}

	/**
	 * Create a request for the count.
	 */
	static GroupRequest count(Binding binding) {
		return new GroupRequest(binding, "g", null, binding.context().deadlineNanos());
	}

	/**
	 * Create a request that has this JVM told of the end of the present round.
	 * @param waiter who wants to know, {@code null} for those who wait already
	 */
	static GroupRequest await(Binding binding, @Nullable GroupWaiter waiter) {
		return new GroupRequest(binding, "w", waiter, binding.context().deadlineNanos());
	}

	/**
	 * Return what the script is to do.
	 */
	String operation() {
		return this.operation;
	}

	/**
	 * Return who waits, {@code null} if this request is no wait.
	 */
	@Nullable GroupWaiter waiter() {
		return this.waiter;
	}

	/**
	 * Complete the request as counted.
	 * @param round the round it was counted in
	 * @param ending whether it has ended that round
	 */
	void counted(Round round, boolean ending) {
		this.countedIn = round.identity();
		this.ending = ending;
		complete(round.number());
	}

	/**
	 * Return in which incarnation it was counted, {@code null} if it was not. To be asked
	 * after it was settled.
	 */
	@Nullable Identity countedIn() {
		return this.countedIn;
	}

	/**
	 * Return whether it has ended its round. To be asked after it was settled.
	 */
	boolean isEnding() {
		return this.ending;
	}

	/**
	 * Say what is to be done when there is an outcome, if the caller leaves before. It
	 * runs on a thread that must not be blocked.
	 */
	void afterwards(Runnable action) {
		this.afterwards.set(action);
		if (isSettled()) {
			runAfterwards();
		}
	}

	@Override
	void settled() {
		super.settled();
		runAfterwards();
	}

	private void runAfterwards() {
		Runnable action = this.afterwards.getAndSet(null);
		if (action != null) {
			action.run();
		}
	}

}
