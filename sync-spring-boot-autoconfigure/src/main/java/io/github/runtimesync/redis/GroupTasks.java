/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncStateLostException;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.GroupTask;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * The tasks that a wait group of this JVM counts from beginning to end. None leaves a
 * count behind: while Redis is away the end of a task is sent on after its thread has
 * gone on, and so is its beginning, to be taken back. What Redis has lost meanwhile is
 * not counted down either.
 */
final class GroupTasks {

	private static final Log logger = LogFactory.getLog(GroupTasks.class);

	private final Binding binding;

	private final GroupCommit<GroupRequest, Long> commit;

	private final Observer observer;

	private final LongAdder unfinished = new LongAdder();

	/**
	 * Create the tasks of a wait group.
	 * @param commit sends what is to be counted
	 * @param observer is told what was counted
	 */
	GroupTasks(Binding binding, GroupCommit<GroupRequest, Long> commit, Observer observer) {
		this.binding = binding;
		this.commit = commit;
		this.observer = observer;
	}

	void go(Executor executor, Runnable task, @Nullable CallSite callSite) {
		GroupTask counted = new GroupTask(new Count(), this.unfinished, task, callSite);
		try {
			executor.execute(counted);
		}
		catch (Throwable ex) {
			counted.countDown();
			throw ex;
		}
	}

	/**
	 * Return whether there are any, those included whose end Redis does not know yet.
	 */
	boolean areUnderWay() {
		return this.unfinished.sum() > 0;
	}

	private void takeAway(Identity incarnation, @Nullable CallSite callSite) {
		GroupRequest request = newTakeAway(incarnation);
		long patience = this.binding.context().deadlineNanos();
		this.commit.submit(request);
		if (!request.awaitUntil(patience)) {
			logger.warn(this.binding + ": Redis does not answer. That a task is done will be counted when it does");
			request.afterwards(() -> logFailure(request));
			return;
		}
		try {
			this.observer.counted(request, request.await(), -1, callSite);
		}
		catch (SyncStateLostException ex) {
			logger.debug("There is nothing to be counted down any more", ex);
		}
	}

	private GroupRequest newTakeAway(Identity incarnation) {
		return GroupRequest.takeAway(this.binding, incarnation, ExactlyOnce.latestDeadlineNanos());
	}

	private void takeBack(GroupRequest added) {
		Identity incarnation = added.countedIn();
		if (incarnation != null) {
			GroupRequest request = newTakeAway(incarnation);
			this.commit.submit(request);
			request.afterwards(() -> logFailure(request));
		}
	}

	private void logFailure(GroupRequest request) {
		Failure failure = request.failure();
		if (failure != null && failure.reason() != Reason.STATE_LOST) {
			logger.error(this.binding + ": that a task is done may not have been counted",
					failure.exception(this.binding));
		}
	}

	/**
	 * Is told what was counted.
	 */
	@FunctionalInterface
	interface Observer {

		/**
		 * Take note of a change that Redis has made.
		 * @param request what was asked for
		 * @param round the round it belongs to
		 * @param delta by how much
		 * @param callSite where the task comes from, if that is noted
		 */
		void counted(GroupRequest request, long round, int delta, @Nullable CallSite callSite);

	}

	/**
	 * The count of one task.
	 */
	private final class Count implements GroupTask.Counter {

		/** Where the task was counted. Set before the task can end. */
		private volatile @Nullable Identity incarnation;

		@Override
		public void count(int delta, @Nullable CallSite callSite) {
			Identity counted = this.incarnation;
			if (delta > 0) {
				this.incarnation = add(callSite);
			}
			else if (counted != null) {
				takeAway(counted, callSite);
			}
		}

		private @Nullable Identity add(@Nullable CallSite callSite) {
			Binding binding = GroupTasks.this.binding;
			GroupRequest request = GroupRequest.add(binding, 1, ExactlyOnce.latestDeadlineNanos());
			long patience = binding.context().deadlineNanos();
			GroupTasks.this.commit.submit(request);
			if (request.awaitUntil(patience)) {
				GroupTasks.this.observer.counted(request, request.await(), 1, callSite);
				return request.countedIn();
			}
			if (GroupTasks.this.commit.withdraw(request)) {
				throw new Failure(Reason.UNSENT).exception(binding);
			}
			request.afterwards(() -> takeBack(request));
			throw new Failure(Reason.UNANSWERED).exception(binding);
		}

	}

}
