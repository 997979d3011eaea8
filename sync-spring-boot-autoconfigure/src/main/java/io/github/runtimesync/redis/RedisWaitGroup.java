/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RoundSites;
import io.github.runtimesync.engine.SiteCount;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Binding.Loss;

/**
 * A wait group, whose count and round are fields of its definition. All that the threads
 * of this JVM want of it goes through one lane, in their order. {@link AwaitSide} is
 * where they wait.
 */
final class RedisWaitGroup implements EngineWaitGroup {

	private static final Script LOOK = Script.repeatable("wait-group-look");

	private static final String COUNT = "v";

	private static final String ROUND = "r";

	private final Binding binding;

	private final WaitObserver observer;

	private final byte[] waiting;

	private final GroupCommit<GroupRequest, Long> commit;

	private final AwaitSide awaits;

	private final GroupTasks tasks;

	private final Sampler.Sample<GroupState> sample;

	/**
	 * {@code null} unless call sites are captured.
	 */
	private final @Nullable RoundSites sites;

	private RedisWaitGroup(Binding binding, boolean captureCallSites) {
		this.binding = binding;
		this.observer = new WaitObserver(binding.name(), RedisEngine.NAME, captureCallSites);
		this.waiting = binding.keys().key("w");
		GroupWaiters waiters = new GroupWaiters(binding.context().callbacks());
		String count = binding.definition().field(COUNT);
		this.sample = binding.context().sampler().new Sample<>(
				new GroupState((count != null) ? Long.parseLong(count) : 0, Duration.ZERO, System.nanoTime()),
				this::look, GroupState::parse);
		this.commit = new GroupCommit<>(new GroupChanges(binding, this.waiting, waiters, this.sample::outdate),
				binding.context().figures());
		this.awaits = new AwaitSide(binding, waiters, this.commit, this.observer);
		this.tasks = new GroupTasks(binding, this.commit, this::note);
		this.sites = captureCallSites ? new RoundSites() : null;
		binding.attach(this);
	}

	/**
	 * Find the wait group in Redis, or create it. Blocks until Redis has answered.
	 */
	static RedisWaitGroup create(EngineContext context, String name) {
		return new RedisWaitGroup(Binding.define(context, SyncKind.WAIT_GROUP, name, Loss.TOLD, COUNT, "0", ROUND, "1"),
				context.registrySettings().captureCallSites());
	}

	@Override
	public String name() {
		return this.binding.name();
	}

	@Override
	public long count() {
		return this.commit.call(GroupRequest.count(this.binding));
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
		if (delta != 0) {
			GroupRequest request = GroupRequest.add(this.binding, delta, this.binding.context().deadlineNanos());
			note(request, this.commit.call(request), delta, null);
		}
	}

	private void note(GroupRequest request, long round, int delta, @Nullable CallSite task) {
		if (this.sites != null) {
			this.sites.count((int) round, delta, task);
			if (request.isEnding()) {
				this.sites.beginRound((int) round + 1);
			}
		}
	}

	@Override
	public void await() throws InterruptedException {
		await(Long.MAX_VALUE);
	}

	@Override
	public boolean await(Duration timeout) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		if (timeout.isZero() || timeout.isNegative()) {
			return count() == 0;
		}
		return await(TimeUnit.NANOSECONDS.convert(timeout));
	}

	private boolean await(long nanos) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		return this.awaits.await(nanos);
	}

	@Override
	public CompletableFuture<Void> whenZero() {
		return this.awaits.whenZero();
	}

	@Override
	public void go(Executor executor, Runnable task) {
		this.tasks.go(executor, task, this.observer.callSite());
	}

	@Override
	public boolean hasTasks() {
		return this.tasks.areUnderWay();
	}

	@Override
	public WaitGroupSnapshot snapshot() {
		GroupState state = this.sample.get();
		return new WaitGroupSnapshot(name(), RedisEngine.NAME, this.binding.definition().created(), state.count(),
				this.awaits.size(), (state.count() != 0) ? state.ageNow() : null);
	}

	@Override
	public void prefetch() {
		this.sample.prefetch();
	}

	private CompletableFuture<List<Object>> look() {
		return this.binding.context()
			.client()
			.run(LOOK, new byte[][] { this.binding.keys().definition() }, new byte[0][]);
	}

	@Override
	public List<WaitingCaller> waitingCallers(int limit) {
		return this.awaits.describe(limit);
	}

	@Override
	public List<SiteCount> siteCounts() {
		return (this.sites != null) ? this.sites.counts() : List.of();
	}

	@Override
	public void release() {
		this.awaits.release();
	}

	@Override
	public void remove() {
		try {
			this.binding.remove(this.waiting);
		}
		finally {
			release();
		}
	}

	@Override
	public String toString() {
		return this.binding.toString();
	}

}
