/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.GroupWaiter.Round;

/**
 * Where the callers of this JVM wait for a wait group, and how they find out for which
 * round.
 * <p>
 * A waiter enlists itself here and asks Redis, which tells it the round and in the same
 * step notes this JVM down. Whoever ends a round tells all JVMs that are noted down. A
 * message that was lost is made up for by the next look of those who wait. A waiter whose
 * question is not answered in time asks again at the next look. {@link GroupWaiters}
 * guards who waits.
 */
final class AwaitSide implements Inbox.Receiver {

	private static final String ZERO = "zero/";

	private final Binding binding;

	private final GroupWaiters waiters;

	private final GroupCommit<GroupRequest, Long> commit;

	private final WaitObserver observer;

	private final Inbox.Slot slot;

	/**
	 * Create the place.
	 * @param binding the wait group
	 * @param waiters who waits, as those know who hear of the end of a round
	 * @param commit sends questions
	 * @param observer is told of waits
	 */
	AwaitSide(Binding binding, GroupWaiters waiters, GroupCommit<GroupRequest, Long> commit, WaitObserver observer) {
		this.binding = binding;
		this.waiters = waiters;
		this.commit = commit;
		this.observer = observer;
		this.slot = binding.context().inbox().slot(binding.keys(), this);
	}

	/**
	 * Return how many wait for a round.
	 */
	int size() {
		return this.waiters.size();
	}

	/**
	 * Describe who waits, the first one first.
	 */
	List<WaitingCaller> describe(int limit) {
		return this.waiters.describe(limit);
	}

	/**
	 * Block until the present round has ended.
	 * @param nanos how long at most
	 * @return whether it has
	 */
	boolean await(long nanos) throws InterruptedException {
		GroupWaiter.Blocked waiter = new GroupWaiter.Blocked(this.observer.callSite());
		enlist(waiter);
		try {
			return waiter.await(this.waiters, nanos, this.observer.beginAwait());
		}
		finally {
			withdraw(waiter);
		}
	}

	CompletableFuture<Void> whenZero() {
		GroupWaiter.Future waiter = new GroupWaiter.Future(this.observer.callSite());
		waiter.future().whenComplete((result, ex) -> {
			this.waiters.remove(waiter);
			withdraw(waiter);
		});
		enlist(waiter);
		return waiter.future();
	}

	private void enlist(GroupWaiter waiter) {
		ask(waiter, () -> {
			this.waiters.add(waiter);
			// Before the question: its answer may be followed by a message at once.
			this.slot.open();
		});
		if (this.waiters.closing() != null) {
			abandonLater();
		}
	}

	/**
	 * Do not wait for ever for the answer to a question if nobody else looks at the clock
	 * any more.
	 */
	private void abandonLater() {
		EngineContext.runLater(this.waiters::abandonAll, EngineContext.CLOSING);
	}

	private void ask(GroupWaiter waiter, Runnable before) {
		GroupRequest request = GroupRequest.await(this.binding, waiter);
		waiter.asking = request;
		before.run();
		request.afterwards(() -> answered(waiter, request.failure()));
		this.commit.submit(request);
	}

	private void answered(GroupWaiter waiter, @Nullable Failure failure) {
		if (failure == null) {
			return;
		}
		RuntimeException cause = failure.exception(this.binding);
		if (cause instanceof SyncUnavailableException) {
			this.waiters.missed(waiter);
		}
		else {
			this.waiters.release(waiter, cause);
		}
	}

	private void withdraw(GroupWaiter waiter) {
		GroupRequest request = waiter.asking;
		if (request != null) {
			this.commit.withdraw(request);
		}
	}

	@Override
	public boolean isWaiting() {
		return !this.waiters.isEmpty();
	}

	@Override
	public void received(String what) {
		int slash = what.indexOf('/', ZERO.length());
		if (what.startsWith(ZERO) && slash > 0) {
			Identity identity = Identity.parse(what.substring(slash + 1));
			if (identity != null) {
				this.waiters.endBefore(new Round(identity, Long.parseLong(what.substring(ZERO.length(), slash))));
			}
		}
	}

	@Override
	public void recheck() {
		this.waiters.lost().forEach((waiter) -> ask(waiter, () -> {
		}));
		this.commit.submit(GroupRequest.await(this.binding, null));
	}

	/**
	 * Let go of everybody who waits in this JVM, now and from now on.
	 */
	void release() {
		this.waiters.close(this::closed);
		if (!this.waiters.isEmpty()) {
			abandonLater();
		}
	}

	private SyncClosedException closed() {
		return new SyncClosedException(
				this.binding + " was removed, or the application is shutting down, with tasks outstanding");
	}

}
