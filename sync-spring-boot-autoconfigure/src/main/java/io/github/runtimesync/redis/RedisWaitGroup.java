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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RoundSites;
import io.github.runtimesync.engine.SiteCount;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Binding.Loss;
import io.github.runtimesync.redis.GroupWaiter.Round;

/**
 * A wait group, whose count and round are fields of its definition. All that the threads
 * of this JVM want of it goes through one lane, in their order.
 * <p>
 * A waiter enlists itself here and asks Redis, which tells it the round and in the same
 * step notes this JVM down. Whoever ends a round tells all JVMs that are noted down. A
 * message that was lost is made up for by the next look of those who wait. A waiter whose
 * question is not answered in time asks again at the next look.
 */
final class RedisWaitGroup implements EngineWaitGroup, Inbox.Receiver {

	private static final Log logger = LogFactory.getLog(RedisWaitGroup.class);

	private static final Script LOOK = Script.repeatable("wait-group-look");

	private static final String COUNT = "v";

	private static final String ROUND = "r";

	private static final String ZERO = "zero/";

	private final Binding binding;

	private final WaitObserver observer;

	private final byte[] waiting;

	private final GroupWaiters waiters;

	private final Inbox.Slot slot;

	private final GroupCommit<GroupRequest> commit;

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
		this.waiters = new GroupWaiters(binding.context().callbacks());
		this.slot = binding.context().inbox().slot(binding.keys(), this);
		String count = binding.definition().field(COUNT);
		this.sample = binding.context().sampler().new Sample<>(
				new GroupState((count != null) ? Long.parseLong(count) : 0, Duration.ZERO, System.nanoTime()),
				this::look, GroupState::parse);
		this.commit = new GroupCommit<>(new GroupChanges(binding, this.waiting, this.waiters, this.sample::outdate),
				binding.context().figures());
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
		return call(GroupRequest.count(this.binding));
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
			note(request, call(request), delta, null);
		}
	}

	private long call(GroupRequest request) {
		boolean company = this.commit.submit(request);
		try {
			return request.await(company);
		}
		finally {
			this.commit.unlink(request);
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
		GroupWaiter.Blocked waiter = new GroupWaiter.Blocked(this.observer.callSite());
		enlist(waiter);
		try {
			return waiter.await(this.waiters, nanos, this.observer.beginAwait());
		}
		finally {
			withdraw(waiter);
		}
	}

	@Override
	public CompletableFuture<Void> whenZero() {
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
		if (request != null && request.withdraw()) {
			this.commit.unlink(request);
		}
	}

	@Override
	public void go(Executor executor, Runnable task) {
		this.tasks.go(executor, task, this.observer.callSite());
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

	@Override
	public WaitGroupSnapshot snapshot() {
		GroupState state = this.sample.get();
		return new WaitGroupSnapshot(name(), RedisEngine.NAME, this.binding.definition().created(), state.count(),
				this.waiters.size(), (state.count() != 0) ? state.ageNow() : null);
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
		return this.waiters.describe(limit);
	}

	@Override
	public List<SiteCount> siteCounts() {
		return (this.sites != null) ? this.sites.counts() : List.of();
	}

	@Override
	public void release() {
		this.waiters.close(this::closed);
		if (!this.waiters.isEmpty()) {
			abandonLater();
		}
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

	private SyncClosedException closed() {
		return new SyncClosedException(
				this + " was removed, or the application is shutting down, with tasks outstanding");
	}

	@Override
	public String toString() {
		return this.binding.toString();
	}

}
