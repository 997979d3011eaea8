/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * A queue in this JVM: a {@link Channel}, which decides what happens in which order, with
 * a name and a type. {@link QueueWait} is how threads wait, {@link FutureWaiter} how
 * futures do.
 *
 * @param <E> the type of the items
 */
final class LocalQueue<E> extends LocalQueueOutlet<E> {

	private static final Log logger = LogFactory.getLog(LocalQueue.class);

	private final ElementType type;

	private final int maxSize;

	private final Instant created = Instant.ofEpochMilli(System.currentTimeMillis());

	private final Puts<E> puts;

	LocalQueue(WaitObserver observer, ElementType type, int maxSize) {
		this(observer, type, maxSize, null, new DelayTimer());
	}

	/**
	 * Create a queue.
	 * @param observer knows its name and engine, and notes down what is to be known about
	 * waits
	 * @param type the type of the items, possibly not declared yet
	 * @param maxSize the bound, 0 if unbounded
	 * @param putObserver is told of every put, {@code null} for nobody
	 * @param timer wakes the queue when a delayed item is due
	 */
	LocalQueue(WaitObserver observer, ElementType type, int maxSize, @Nullable PutObserver putObserver,
			DelayTimer timer) {
		super(observer, checkMaxSize(observer, maxSize));
		this.type = type;
		this.maxSize = maxSize;
		this.puts = new Puts<>(observer.name(), this.channel, this.unpacking, this.waiting, putObserver, timer);
	}

	private static int checkMaxSize(WaitObserver observer, int maxSize) {
		if (maxSize < 0) {
			throw new IllegalArgumentException("%s cannot have the maximum size %d: use 0 for an unbounded queue"
				.formatted(SyncKind.QUEUE.describe(observer.name()), maxSize));
		}
		return maxSize;
	}

	@Override
	public String name() {
		return this.observer.name();
	}

	@Override
	public ElementType type() {
		return this.type;
	}

	@Override
	public int size() {
		return this.channel.state().size();
	}

	@Override
	public int maxSize() {
		return this.maxSize;
	}

	@Override
	public boolean isClosed() {
		return this.channel.gate().isClosed();
	}

	@Override
	public void put(E item) throws InterruptedException {
		check(item);
		checkInterrupt();
		this.puts.put(item, ParkedWaiter.FOREVER).isAdded(this);
	}

	@Override
	public boolean put(E item, PutOptions options) throws InterruptedException {
		check(item);
		checkInterrupt();
		return this.puts.put(item, options).isAdded(this);
	}

	@Override
	public void add(E item) {
		check(item);
		this.puts.offer(item).isAddedOrDuplicate(this);
	}

	@Override
	public boolean add(E item, PutOptions options) {
		check(item);
		return this.puts.offer(item, options).isAddedOrDuplicate(this);
	}

	@Override
	public boolean offer(E item) {
		check(item);
		return this.puts.offer(item).isAdded(this);
	}

	@Override
	public boolean offer(E item, PutOptions options) {
		check(item);
		return this.puts.offer(item, options).isAdded(this);
	}

	@Override
	public boolean offer(E item, Duration timeout) throws InterruptedException {
		return offer(item, TimeUnit.NANOSECONDS.convert(timeout));
	}

	boolean offer(E item, long nanos) throws InterruptedException {
		check(item);
		checkInterrupt();
		return this.puts.put(item, nanos).isAdded(this);
	}

	@Override
	public boolean close() {
		return this.channel.gate().close();
	}

	@Override
	public int clear() {
		return this.channel.interior().removeDelayed().size() + this.channel.interior().clear();
	}

	@Override
	public void release() {
		close();
		int delayed = this.channel.interior().abandonDelayed();
		if (delayed != 0) {
			logger.info("%s will not deliver %d delayed item(s): closeNow() hands them back".formatted(this, delayed));
		}
	}

	@Override
	public CompletableFuture<Void> putAsync(E item) {
		check(item);
		return this.puts.putAsync(item, (packed) -> {
			FutureWaiter<Object, @Nullable Void> putter = new FutureWaiter<>(this.channel, packed, (waiter) -> {
				if (waiter.outcome() == Outcome.CLOSED) {
					PutEnd.CLOSED.isAdded(this);
				}
				return null;
			});
			putter.callSite = this.observer.callSite();
			return putter;
		});
	}

	@Override
	public void stampPuts() {
		this.puts.packAll();
	}

	@Override
	public BlockingQueue<E> asBlockingQueue() {
		return new LocalQueueView<>(this, this.channel, this.unpacking);
	}

	@Override
	public QueueSnapshot snapshot() {
		long age = this.channel.state().oldestAgeNanos();
		long gets = this.channel.state().gets();
		return new QueueSnapshot(name(), this.observer.engine(), this.created, this.type.declaredName(), size(),
				this.maxSize, this.channel.state().puts(), gets, this.channel.state().putterCount(),
				this.channel.state().getterCount(), (age >= 0) ? Duration.ofNanos(age) : null, isClosed(), isPaused(),
				this.channel.state().delayed(), this.channel.state().expired());
	}

	@Override
	public List<WaitingCaller> waitingCallers(int limit) {
		return this.channel.state().waitingCallers(limit);
	}

	@Override
	public String toString() {
		return SyncKind.QUEUE.describe(name());
	}

	private void check(E item) {
		Objects.requireNonNull(item, "item");
		this.type.check(SyncKind.QUEUE, name(), item);
	}

}
