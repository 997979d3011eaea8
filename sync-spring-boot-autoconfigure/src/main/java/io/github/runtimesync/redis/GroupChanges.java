/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.GroupWaiter.Round;

/**
 * Sends what the callers of this JVM want of a wait group, in their order, and tells them
 * and those who wait what has become of it. See {@code wait-group.lua}.
 */
final class GroupChanges implements GroupCommit.Operation<GroupRequest> {

	private static final Log logger = LogFactory.getLog(GroupChanges.class);

	private static final Script CHANGE = Script.exactlyOnce("wait-group");

	private static final String NEGATIVE = "n";

	private static final String TOO_MANY = "m";

	private static final String NO_MEMORY = "o";

	private static final String LOST = "l";

	private static final String AT_ZERO = "z";

	private final Binding binding;

	private final GroupWaiters waiters;

	private final ExactlyOnce lane;

	private final Runnable changed;

	/**
	 * Create the way of the changes of a wait group.
	 * @param binding the wait group
	 * @param waiting the key of who waits
	 * @param waiters who waits in this JVM
	 * @param changed is run when a script has been answered, before its callers are told
	 */
	GroupChanges(Binding binding, byte[] waiting, GroupWaiters waiters, Runnable changed) {
		this.binding = binding;
		this.waiters = waiters;
		this.lane = new ExactlyOnce(binding, waiting);
		this.changed = changed;
	}

	@Override
	public CompletableFuture<List<Object>> send(List<GroupRequest> requests, long deadlineNanos) {
		List<byte[]> arguments = new ArrayList<>(this.binding.context().inboxArguments());
		requests.forEach((request) -> arguments.add(Keys.bytes(request.operation())));
		Round known = this.waiters.newest();
		return this.lane.runWithIdentity(CHANGE, arguments, deadlineNanos).whenComplete((reply, thrown) -> {
			if (thrown != null) {
				release(Failure.of(thrown));
			}
			else {
				answered((Identity) reply.get(0), Long.parseLong(Definition.text(reply.get(1))), known);
			}
		});
	}

	/**
	 * Release those who wait already. Before the next script is sent, so that what it
	 * finds is not taken for older.
	 * @param identity the incarnation that the answer is about
	 * @param number the number of its round
	 * @param known the latest round that was heard of when the script was sent
	 */
	private void answered(Identity identity, long number, @Nullable Round known) {
		Round present = new Round(identity, number);
		loseOthers(identity);
		if (known != null && present.isBefore(known)) {
			logger.warn(this.binding + " has gone back to an earlier state in Redis");
			this.waiters.goBack(present, this::stateLost);
		}
		else {
			this.waiters.endBefore(present);
		}
	}

	/**
	 * Release those who wait already for what will not come.
	 */
	private void release(Failure failure) {
		if (failure.reason() == Reason.REMOVED) {
			this.waiters.close(() -> failure.exception(this.binding));
		}
		else if (failure.reason() == Reason.STATE_LOST) {
			loseOthers(this.binding.identity());
		}
	}

	private void loseOthers(Identity present) {
		this.waiters.loseOthers(present, this::stateLost);
	}

	private RuntimeException stateLost() {
		return new Failure(Reason.STATE_LOST).exception(this.binding);
	}

	@Override
	public void settle(List<GroupRequest> requests, List<Object> reply) {
		this.changed.run();
		Identity identity = (Identity) reply.get(0);
		for (int i = 0; i < requests.size(); i++) {
			settle(requests.get(i), Definition.text(reply.get(i + 2)), identity);
		}
	}

	private void settle(GroupRequest request, String answer, Identity identity) {
		GroupWaiter waiter = request.waiter();
		if (answer.equals(NEGATIVE)) {
			request.fail(new Failure(Reason.NEGATIVE));
		}
		else if (answer.equals(TOO_MANY)) {
			request.fail(new Failure(Reason.TOO_MANY));
		}
		else if (answer.equals(NO_MEMORY)) {
			request.fail(new Failure(Reason.NO_MEMORY));
		}
		else if (answer.equals(LOST)) {
			request.fail(new Failure(Reason.STATE_LOST));
		}
		else if (answer.equals(AT_ZERO)) {
			if (waiter != null) {
				this.waiters.release(waiter, null);
			}
			request.complete(0L);
		}
		else {
			boolean ending = answer.endsWith(AT_ZERO);
			long number = Long.parseLong(ending ? answer.substring(0, answer.length() - 1) : answer);
			if (waiter != null) {
				this.waiters.assign(waiter, new Round(identity, number));
			}
			request.counted(new Round(identity, number), ending);
		}
	}

}
