/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.GroupWaiter.Round;

/**
 * The waiters of a wait group in this JVM, each with the round it waits for.
 * <p>
 * {@code waiters}, their rounds and the other fields are guarded by {@code lock}, which
 * is held for a few steps only, never while waiting and never while a waiter's own code
 * runs. The message that a round has ended may come before the answer that tells a waiter
 * that it waits for it, so {@code ended} remembers the latest one. A waiter leaves the
 * list exactly once: taken off by a release, or by itself on timeout, interrupt and
 * cancel.
 */
final class GroupWaiters {

	private final Executor callbacks;

	private final ReentrantLock lock = new ReentrantLock();

	private final Set<GroupWaiter> waiters = new LinkedHashSet<>();

	/** All rounds before this one have ended. */
	private @Nullable Round ended;

	/** The latest round that was heard of. */
	private @Nullable Round newest;

	private @Nullable Supplier<RuntimeException> closing;

	private volatile boolean empty = true;

	/**
	 * Create an empty list.
	 * @param callbacks runs what depends on futures
	 */
	GroupWaiters(Executor callbacks) {
		this.callbacks = callbacks;
	}

	boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Return how many wait for a round.
	 */
	int size() {
		return select((waiter) -> waiter.round != null).size();
	}

	/**
	 * Return those who wait and do not know for which round, with nobody asking for it.
	 */
	List<GroupWaiter> lost() {
		return select((waiter) -> waiter.round == null && waiter.asking == null);
	}

	/**
	 * Describe who waits, the first one first.
	 */
	List<WaitingCaller> describe(int limit) {
		return select((waiter) -> true).stream().limit(limit).map(GroupWaiter::describe).toList();
	}

	private List<GroupWaiter> select(Predicate<GroupWaiter> predicate) {
		this.lock.lock();
		try {
			return this.waiters.stream().filter(predicate).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	void add(GroupWaiter waiter) {
		this.lock.lock();
		try {
			this.waiters.add(waiter);
			this.empty = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean remove(GroupWaiter waiter) {
		return !take((present) -> present == waiter).isEmpty();
	}

	/**
	 * Tell a waiter for which round it waits, unless that has ended meanwhile.
	 */
	void assign(GroupWaiter waiter, Round round) {
		boolean over;
		Supplier<RuntimeException> closed;
		this.lock.lock();
		try {
			waiter.round = round;
			heardOf(round);
			over = this.ended != null && round.isBefore(this.ended);
			closed = this.closing;
		}
		finally {
			this.lock.unlock();
		}
		if (over || closed != null) {
			release(waiter, (over || closed == null) ? null : closed.get());
		}
	}

	/**
	 * Release one waiter.
	 * @param cause why it goes without the round having ended
	 */
	void release(GroupWaiter waiter, @Nullable RuntimeException cause) {
		release(take((present) -> present == waiter), () -> cause);
	}

	/**
	 * Release whoever waits for an earlier round.
	 * @param next the round that has begun
	 */
	void endBefore(Round next) {
		this.lock.lock();
		try {
			heardOf(next);
			Round before = this.ended;
			if (before == null || !next.isBefore(before)) {
				this.ended = next;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (!this.empty) {
			release(take((waiter) -> waiter.round != null && waiter.round.isBefore(next)), () -> null);
		}
	}

	private void heardOf(Round round) {
		Round before = this.newest;
		if (before == null || !round.isBefore(before)) {
			this.newest = round;
		}
	}

	/**
	 * Return the latest round that was heard of, {@code null} if none was.
	 */
	@Nullable Round newest() {
		this.lock.lock();
		try {
			return this.newest;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Go back to an earlier round, since Redis has. Release whoever waits for a later
	 * one, which has not begun yet.
	 * @param present the round that it is now
	 */
	void goBack(Round present, Supplier<RuntimeException> cause) {
		this.lock.lock();
		try {
			this.ended = present;
			this.newest = present;
		}
		finally {
			this.lock.unlock();
		}
		release(take((waiter) -> waiter.round != null && present.isBefore(waiter.round)), cause);
	}

	/**
	 * Release whoever waits for a round of another incarnation, since that will never
	 * end.
	 * @param present the incarnation that is there
	 */
	void loseOthers(Identity present, Supplier<RuntimeException> cause) {
		if (!this.empty) {
			release(take((waiter) -> waiter.round != null && !waiter.round.identity().equals(present)), cause);
		}
	}

	/**
	 * Release everybody who waits for a round, now and from now on.
	 */
	void close(Supplier<RuntimeException> cause) {
		this.lock.lock();
		try {
			this.closing = cause;
		}
		finally {
			this.lock.unlock();
		}
		release(take((waiter) -> waiter.round != null || waiter.asking == null), cause);
	}

	/**
	 * Release everybody once the application is shutting down, whether a question is
	 * under way or not.
	 */
	void abandonAll() {
		Supplier<RuntimeException> cause = closing();
		if (cause != null) {
			release(take((waiter) -> true), cause);
		}
	}

	/**
	 * Return why nobody can wait any more, {@code null} as long as everybody can.
	 */
	@Nullable Supplier<RuntimeException> closing() {
		this.lock.lock();
		try {
			return this.closing;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Say that the round a waiter waits for could not be found out now.
	 */
	void missed(GroupWaiter waiter) {
		waiter.asking = null;
		Supplier<RuntimeException> closed = closing();
		if (closed != null) {
			release(waiter, closed.get());
		}
	}

	private List<GroupWaiter> take(Predicate<GroupWaiter> predicate) {
		List<GroupWaiter> taken = new ArrayList<>();
		this.lock.lock();
		try {
			this.waiters.removeIf((waiter) -> predicate.test(waiter) && taken.add(waiter));
			this.empty = this.waiters.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		return taken;
	}

	/**
	 * Release threads here, and futures on a thread that may be blocked.
	 */
	private void release(List<GroupWaiter> taken, Supplier<? extends @Nullable RuntimeException> cause) {
		for (GroupWaiter waiter : taken) {
			if (waiter instanceof GroupWaiter.Future) {
				releaseLater(() -> waiter.release(cause.get()));
			}
			else {
				waiter.release(cause.get());
			}
		}
	}

	/**
	 * Each future on a thread of its own: what depends on one may wait for another.
	 */
	private void releaseLater(Runnable release) {
		try {
			this.callbacks.execute(release);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// The engine is closed, so this is the thread that closes it, or a later
			// caller; or no thread can be had.
			release.run();
		}
	}

}
