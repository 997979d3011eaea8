/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.GroupTask;
import io.github.runtimesync.engine.RoundSites;
import io.github.runtimesync.engine.SiteCount;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * A wait group whose count and round share one {@code volatile long}. The step to zero
 * and the step to the next round are one compare-and-set, so a waiter knows for sure
 * which round it belongs to.
 * <p>
 * No wake-up is lost: a waiter enlists itself and then reads the state again; whoever
 * brings the count to zero changes the state and then looks for waiters. One of the two
 * sees the other. See {@link RoundWaiters} for the list.
 */
final class LocalWaitGroup implements EngineWaitGroup {

	private static final AtomicLongFieldUpdater<LocalWaitGroup> STATE = AtomicLongFieldUpdater
		.newUpdater(LocalWaitGroup.class, "state");

	private final WaitObserver observer;

	private final long createdMillis = System.currentTimeMillis();

	private final RoundWaiters waiters = new RoundWaiters();

	private final RoundAge age = new RoundAge();

	private final LongAdder tasks = new LongAdder();

	/**
	 * {@code null} unless call sites are captured.
	 */
	private final @Nullable RoundSites sites;

	private volatile long state;

	private volatile boolean released;

	LocalWaitGroup(String name, boolean captureCallSites) {
		this.observer = new WaitObserver(name, LocalEngine.NAME, captureCallSites);
		this.sites = captureCallSites ? new RoundSites() : null;
	}

	@Override
	public String name() {
		return this.observer.name();
	}

	@Override
	public long count() {
		return GroupState.count(this.state);
	}

	@Override
	public void add() {
		add(1);
	}

	@Override
	public void done() {
		add(-1);
	}

	@Override
	public void add(int delta) {
		count(delta, null);
	}

	/**
	 * Count, and note from where if that is wanted.
	 * @param delta by how much
	 * @param task where the counted task was started, {@code null} if it is counted by
	 * the caller
	 */
	private void count(int delta, @Nullable CallSite task) {
		int round = change(delta);
		if (this.sites != null && delta != 0) {
			this.sites.count(round, delta, task);
		}
	}

	/**
	 * Change the count.
	 * @return the round to which the change belongs
	 */
	private int change(int delta) {
		while (true) {
			long current = this.state;
			long count = (long) GroupState.count(current) + delta;
			checkCount(count, delta);
			boolean ends = count == 0 && delta != 0;
			int round = ends ? GroupState.round(current) + 1 : GroupState.round(current);
			if (STATE.compareAndSet(this, current, GroupState.of(round, (int) count))) {
				if (ends) {
					endRound(round);
				}
				return GroupState.round(current);
			}
		}
	}

	private void endRound(int next) {
		if (this.sites != null) {
			this.sites.beginRound(next);
		}
		this.waiters.releaseBefore(next);
	}

	@Override
	public void await() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		await(Long.MAX_VALUE);
	}

	@Override
	public boolean await(Duration timeout) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (count() == 0) {
			return true;
		}
		if (timeout.isZero() || timeout.isNegative()) {
			return false;
		}
		return await(TimeUnit.NANOSECONDS.convert(timeout));
	}

	private boolean await(long nanos) throws InterruptedException {
		RoundWaiters.ThreadWaiter waiter = enlist(new RoundWaiters.ThreadWaiter(Thread.currentThread()));
		return waiter == null || waiter.await(this.waiters, nanos, this.observer.beginAwait());
	}

	@Override
	public void go(Executor executor, Runnable task) {
		GroupTask counted = new GroupTask(this::count, this.tasks, task, this.observer.callSite());
		try {
			executor.execute(counted);
		}
		catch (Throwable ex) {
			counted.countDown();
			throw ex;
		}
	}

	@Override
	public boolean hasTasks() {
		return this.tasks.sum() > 0;
	}

	@Override
	public CompletableFuture<Void> whenZero() {
		RoundWaiters.FutureWaiter waiter = new RoundWaiters.FutureWaiter();
		try {
			if (enlist(waiter) == null) {
				waiter.future().complete(null);
			}
		}
		catch (SyncClosedException ex) {
			waiter.future().completeExceptionally(ex);
		}
		waiter.future().whenComplete((result, ex) -> this.waiters.remove(waiter));
		return waiter.future();
	}

	@Override
	public WaitGroupSnapshot snapshot() {
		long current = this.state;
		return new WaitGroupSnapshot(name(), LocalEngine.NAME, Instant.ofEpochMilli(this.createdMillis),
				GroupState.count(current), this.waiters.size(),
				(GroupState.count(current) != 0) ? this.age.of(GroupState.round(current)) : null);
	}

	@Override
	public List<WaitingCaller> waitingCallers(int limit) {
		return this.waiters.describe(limit);
	}

	@Override
	public List<SiteCount> siteCounts() {
		return (this.sites != null) ? this.sites.counts() : List.of();
	}

	@Override
	public void release() {
		this.released = true;
		this.waiters.releaseAll(this::closed);
	}

	@Override
	public String toString() {
		return SyncKind.WAIT_GROUP.describe(name()) + ", count " + count();
	}

	/**
	 * Enlist a waiter for the current round.
	 * @return the waiter, {@code null} if there is nothing to wait for
	 */
	private <W extends RoundWaiters.Waiter> @Nullable W enlist(W waiter) {
		long current = this.state;
		if (GroupState.count(current) == 0) {
			return null;
		}
		this.age.see(GroupState.round(current));
		waiter.callSite = this.observer.callSite();
		this.waiters.add(waiter, GroupState.round(current));
		if (GroupState.round(this.state) != GroupState.round(current)) {
			this.waiters.remove(waiter);
			return null;
		}
		if (this.released && this.waiters.remove(waiter)) {
			throw closed();
		}
		return waiter;
	}

	private SyncClosedException closed() {
		return new SyncClosedException("%s was removed, or the application is shutting down, with %d tasks outstanding"
			.formatted(SyncKind.WAIT_GROUP.describe(name()), count()));
	}

	private void checkCount(long count, int delta) {
		if (count < 0) {
			throw new IllegalStateException("%s cannot count %d below zero: more tasks done than added"
				.formatted(SyncKind.WAIT_GROUP.describe(name()), -count));
		}
		if (count > Integer.MAX_VALUE) {
			throw new IllegalStateException("%s cannot count above %d: adding %d is too much"
				.formatted(SyncKind.WAIT_GROUP.describe(name()), Integer.MAX_VALUE, delta));
		}
	}

}
