/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.redis.LeaseChange.Kind;

/**
 * The leases that this JVM has on items of a queue. They are prolonged, all with one
 * script, when a third of their time is over, for as long as there are some.
 * <p>
 * Whoever adds a lease turns {@code prolonging} on or finds it on; the timer turns it off
 * and then looks whether there are leases, so none is forgotten.
 *
 * @param <E> the type of the items
 */
final class RedisLeases<E> implements Leases<E> {

	private static final Log logger = LogFactory.getLog(RedisLeases.class);

	/** How many times a lease is prolonged before it would run out. */
	private static final int SHARE = 3;

	/**
	 * Which part of the size of an item the beginning of its {@code raw} form may have: a
	 * dead letter has to take it, where a byte may become six and a failure needs room
	 * too.
	 */
	private static final int RAW_SHARE = 16;

	/** A worker that waits for work is no news. */
	private static final WaitRecord UNRECORDED = (end) -> {
	};

	private final Binding binding;

	private final LeaseSide side;

	private final EntryFormat<E> format;

	private final ThreadCalls calls;

	private final long prolongNanos;

	private final Map<String, RedisLease<E>> out = new ConcurrentHashMap<>();

	private final AtomicBoolean prolonging = new AtomicBoolean();

	RedisLeases(Binding binding, LeaseSide side, EntryFormat<E> format, ThreadCalls calls) {
		this.binding = binding;
		this.side = side;
		this.format = format;
		this.calls = calls;
		this.prolongNanos = binding.context().settings().lease().toNanos() / SHARE;
	}

	@Override
	public @Nullable Lease<E> poll() {
		List<Lease<E>> taken = new ArrayList<>(1);
		drainTo(taken, 1);
		return taken.isEmpty() ? null : taken.get(0);
	}

	@Override
	public @Nullable Lease<E> poll(Duration timeout) throws InterruptedException {
		ThreadCalls.checkInterrupt();
		long nanos = TimeUnit.NANOSECONDS.convert(timeout);
		if (nanos <= 0) {
			return poll();
		}
		ThreadCall call = new ThreadCall(null, 1, true, null);
		List<RedisLease<E>> taken = taken(this.calls.await(this.side, call, nanos, ThreadCalls.PATIENCE, UNRECORDED));
		return taken.isEmpty() ? null : taken.get(0);
	}

	@Override
	public int drainTo(Collection<? super Lease<E>> target, int maxItems) {
		if (maxItems <= 0) {
			return 0;
		}
		ThreadCall call = new ThreadCall(null, Math.min(maxItems, Selection.MAX_CALLS), false, null);
		List<RedisLease<E>> taken = taken(this.calls.now(this.side, call));
		target.addAll(taken);
		return taken.size();
	}

	private List<RedisLease<E>> taken(ThreadCall call) {
		List<RedisLease<E>> taken = call.items()
			.stream()
			.map((item) -> new RedisLease<>(this, this.format, item))
			.toList();
		taken.forEach((lease) -> this.out.put(lease.token(), lease));
		if (!taken.isEmpty()) {
			prolong();
		}
		return taken;
	}

	private void prolong() {
		if (this.prolonging.compareAndSet(false, true)) {
			try {
				this.binding.context().timer().schedule(this::prolongAll, this.prolongNanos, TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
		}
	}

	private void prolongAll() {
		this.prolonging.set(false);
		if (this.out.isEmpty()) {
			return;
		}
		List<LeaseChange> changes = new ArrayList<>();
		this.out.values().forEach((lease) -> lease.prolong(changes));
		if (!changes.isEmpty()) {
			this.side.change(changes);
		}
		prolong();
	}

	/**
	 * A lease has ended.
	 * @param kind how
	 * @return whether Redis still knew it
	 */
	CompletableFuture<Boolean> end(RedisLease<E> lease, Kind kind) {
		this.out.remove(lease.token());
		return this.side.change(kind, lease.token());
	}

	/**
	 * Return how many bytes of an item {@link Lease#rawHead()} shows.
	 */
	int rawHeadLimit() {
		return this.binding.context().json().maxBytes() / RAW_SHARE;
	}

	/**
	 * A lease has run out.
	 */
	void lost(RedisLease<E> lease) {
		this.out.remove(lease.token());
		logger.warn("%s: the lease of item %s has run out, and somebody else may have it: see sync.redis.lease"
			.formatted(this.binding, lease.envelope().id()));
	}

	@Override
	public boolean isDrained() {
		return this.side.isDrained();
	}

	@Override
	public int backlog() {
		return this.side.backlog();
	}

	@Override
	public boolean flush(Duration timeout) {
		try {
			this.side.flush().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

}
