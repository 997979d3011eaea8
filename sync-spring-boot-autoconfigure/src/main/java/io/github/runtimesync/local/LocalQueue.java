/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineQueue;
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
final class LocalQueue<E> implements EngineQueue<E> {

	private final WaitObserver observer;

	private final ElementType type;

	private final int maxSize;

	private final Instant created = Instant.ofEpochMilli(System.currentTimeMillis());

	private final Channel<E> channel;

	private final QueueWait<E> waiting;

	/**
	 * Create a queue.
	 * @param observer knows its name and engine, and notes down what is to be known about
	 * waits
	 * @param type the type of the items, possibly not declared yet
	 * @param maxSize the bound, 0 if unbounded
	 */
	LocalQueue(WaitObserver observer, ElementType type, int maxSize) {
		if (maxSize < 0) {
			throw new IllegalArgumentException("%s cannot have the maximum size %d: use 0 for an unbounded queue"
				.formatted(SyncKind.QUEUE.describe(observer.name()), maxSize));
		}
		this.observer = observer;
		this.type = type;
		this.maxSize = maxSize;
		this.channel = new Channel<>(maxSize);
		this.waiting = new QueueWait<>(this, this.channel, observer);
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
		if (!this.channel.tryPut(item)) {
			isPut(this.waiting.forRoom(item, ParkedWaiter.FOREVER));
		}
	}

	@Override
	public void add(E item) {
		if (!offer(item)) {
			throw new QueueFullException("%s is full at %d items: try again later, or raise its maximum size"
				.formatted(SyncKind.QUEUE.describe(name()), this.maxSize));
		}
	}

	@Override
	public boolean offer(E item) {
		check(item);
		return this.channel.tryPut(item) || refused();
	}

	@Override
	public boolean offer(E item, Duration timeout) throws InterruptedException {
		return offer(item, TimeUnit.NANOSECONDS.convert(timeout));
	}

	boolean offer(E item, long nanos) throws InterruptedException {
		check(item);
		checkInterrupt();
		if (this.channel.tryPut(item)) {
			return true;
		}
		return (nanos > 0) ? isPut(this.waiting.forRoom(item, nanos)) : refused();
	}

	@Override
	public @Nullable E get() throws InterruptedException {
		checkInterrupt();
		E item = this.channel.tryTake();
		return (item != null) ? item : this.waiting.forItem(ParkedWaiter.FOREVER);
	}

	@Override
	public @Nullable E poll() {
		return this.channel.tryTake();
	}

	@Override
	public @Nullable E poll(Duration timeout) throws InterruptedException {
		return poll(TimeUnit.NANOSECONDS.convert(timeout));
	}

	@Nullable E poll(long nanos) throws InterruptedException {
		checkInterrupt();
		E item = this.channel.tryTake();
		return (item != null || nanos <= 0) ? item : this.waiting.forItem(nanos);
	}

	@Override
	public int drainTo(Collection<? super E> target, int maxItems) {
		Objects.requireNonNull(target, "target");
		if (target instanceof LocalQueueView<?> view && view.isOf(this)) {
			throw new IllegalArgumentException("%s cannot be drained to itself".formatted(this));
		}
		int limit = Math.min(maxItems, size());
		if (limit <= 0) {
			return 0;
		}
		if (target.getClass() == ArrayList.class) {
			List<E> items = this.channel.takeAll(limit);
			target.addAll(items);
			return items.size();
		}
		// Any other collection may refuse an item, so take no more than the one in hand.
		int moved = 0;
		E item;
		while (moved < limit && (item = poll()) != null) {
			target.add(item);
			moved++;
		}
		return moved;
	}

	@Override
	public void forEach(Consumer<? super E> action) throws InterruptedException {
		Objects.requireNonNull(action, "action");
		while (acceptNext(action)) {
			// An item is on no stack while the next one is waited for.
		}
	}

	private boolean acceptNext(Consumer<? super E> action) throws InterruptedException {
		E item = get();
		if (item == null) {
			return false;
		}
		action.accept(item);
		return true;
	}

	@Override
	public boolean pause() {
		return this.channel.gate().pause();
	}

	@Override
	public boolean resume() {
		return this.channel.gate().resume();
	}

	@Override
	public boolean isPaused() {
		return this.channel.gate().isPaused();
	}

	@Override
	public boolean close() {
		return this.channel.gate().close();
	}

	@Override
	public List<E> closeNow() {
		this.channel.gate().close();
		return this.channel.takeAll(Integer.MAX_VALUE);
	}

	@Override
	public int clear() {
		return this.channel.interior().clear();
	}

	@Override
	public void release() {
		close();
	}

	@Override
	public CompletableFuture<Void> putAsync(E item) {
		check(item);
		if (this.channel.tryPut(item)) {
			return CompletableFuture.completedFuture(null);
		}
		FutureWaiter<E, @Nullable Void> putter = new FutureWaiter<>(this.channel, item, (waiter) -> {
			isPut(waiter.outcome());
			return null;
		});
		putter.callSite = this.observer.callSite();
		if (!this.channel.putOrEnlist(putter)) {
			putter.wake();
		}
		return putter.future();
	}

	@Override
	public CompletableFuture<@Nullable E> getAsync() {
		E item = this.channel.tryTake();
		if (item != null) {
			return CompletableFuture.completedFuture(item);
		}
		FutureWaiter<E, @Nullable E> getter = new FutureWaiter<>(this.channel, null, QueueWaiter::removeItem);
		getter.callSite = this.observer.callSite();
		if (!this.channel.takeOrEnlist(getter)) {
			getter.wake();
		}
		return getter.future();
	}

	@Override
	public BlockingQueue<E> asBlockingQueue() {
		return new LocalQueueView<>(this, this.channel);
	}

	@Override
	public QueueSnapshot snapshot() {
		long age = this.channel.state().oldestAgeNanos();
		long gets = this.channel.state().gets();
		return new QueueSnapshot(name(), this.observer.engine(), this.created, this.type.declaredName(), size(),
				this.maxSize, this.channel.state().puts(), gets, this.channel.state().putterCount(),
				this.channel.state().getterCount(), (age >= 0) ? Duration.ofNanos(age) : null, isClosed(), isPaused());
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

	private static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	/**
	 * Return whether the wait of a putter has ended with its item in the queue.
	 */
	private boolean isPut(@Nullable Outcome outcome) {
		if (outcome == Outcome.CLOSED) {
			throw closed();
		}
		return outcome == Outcome.SERVED;
	}

	private boolean refused() {
		if (isClosed()) {
			throw closed();
		}
		return false;
	}

	private QueueClosedException closed() {
		return new QueueClosedException("%s is closed and takes no more items".formatted(this));
	}

}
