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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Opener;
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
final class LocalQueue<E> implements EngineQueue<E>, Extras.Owner {

	private static final Log logger = LogFactory.getLog(LocalQueue.class);

	private final WaitObserver observer;

	private final ElementType type;

	private final int maxSize;

	private final Instant created = Instant.ofEpochMilli(System.currentTimeMillis());

	private final Unpacking<E> unpacking = new Unpacking<>(this);

	private final DelayTimer timer;

	private final Channel<Object> channel;

	private final QueueWait<Object> waiting;

	private final Puts<E> puts;

	private volatile @Nullable Consumer<? super Envelope<E>> expiryAction;

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
		if (maxSize < 0) {
			throw new IllegalArgumentException("%s cannot have the maximum size %d: use 0 for an unbounded queue"
				.formatted(SyncKind.QUEUE.describe(observer.name()), maxSize));
		}
		this.observer = observer;
		this.type = type;
		this.maxSize = maxSize;
		this.timer = timer;
		this.channel = new Channel<>(maxSize);
		this.waiting = new QueueWait<>(this, this.channel, observer);
		this.puts = new Puts<>(this, observer.name(), this.channel, this.unpacking, this.waiting, putObserver);
		if (putObserver != null) {
			this.unpacking.packAll();
		}
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
		if (!tryPlain(item)) {
			isAdded(this.puts.put(item, ParkedWaiter.FOREVER));
		}
	}

	@Override
	public boolean put(E item, PutOptions options) throws InterruptedException {
		check(item);
		checkInterrupt();
		return isAdded(this.puts.put(item, options));
	}

	@Override
	public void add(E item) {
		if (!offer(item)) {
			throw full();
		}
	}

	@Override
	public boolean add(E item, PutOptions options) {
		check(item);
		PutEnd end = this.puts.offer(item, options);
		if (end == PutEnd.FULL) {
			throw full();
		}
		return isAdded(end);
	}

	@Override
	public boolean offer(E item, PutOptions options) {
		check(item);
		return isAdded(this.puts.offer(item, options));
	}

	@Override
	public boolean offer(E item) {
		check(item);
		return tryPlain(item) || isAdded(this.puts.offer(item));
	}

	@Override
	public boolean offer(E item, Duration timeout) throws InterruptedException {
		return offer(item, TimeUnit.NANOSECONDS.convert(timeout));
	}

	boolean offer(E item, long nanos) throws InterruptedException {
		check(item);
		checkInterrupt();
		return tryPlain(item) || isAdded(this.puts.put(item, nanos));
	}

	@Override
	public @Nullable E get() throws InterruptedException {
		checkInterrupt();
		Object taken = this.channel.tryTake();
		return this.unpacking.itemOrNull((taken != null) ? taken : this.waiting.forItem(ParkedWaiter.FOREVER));
	}

	@Override
	public @Nullable E poll() {
		return this.unpacking.itemOrNull(this.channel.tryTake());
	}

	@Override
	public <R> @Nullable R poll(Opener<? super E, R> opener) {
		Object taken = this.channel.tryTake();
		return (taken != null) ? this.unpacking.open(taken, opener) : null;
	}

	@Override
	public @Nullable E poll(Duration timeout) throws InterruptedException {
		return poll(TimeUnit.NANOSECONDS.convert(timeout));
	}

	@Override
	public <R> @Nullable R poll(Duration timeout, Opener<? super E, R> opener) throws InterruptedException {
		Object taken = take(TimeUnit.NANOSECONDS.convert(timeout));
		return (taken != null) ? this.unpacking.open(taken, opener) : null;
	}

	@Nullable E poll(long nanos) throws InterruptedException {
		return this.unpacking.itemOrNull(take(nanos));
	}

	private @Nullable Object take(long nanos) throws InterruptedException {
		checkInterrupt();
		Object taken = this.channel.tryTake();
		return (taken != null || nanos <= 0) ? taken : this.waiting.forItem(nanos);
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
			List<E> items = this.unpacking.items(this.channel.takeAll(limit));
			target.addAll(items);
			return items.size();
		}
		return drainTo(target, limit, (item, envelope) -> item);
	}

	@Override
	public <R> int drainTo(Collection<? super R> target, int maxItems, Opener<? super E, ? extends R> opener) {
		// A collection may refuse an item, so take no more than the one in hand.
		int moved = 0;
		R opened;
		while (moved < maxItems && (opened = poll(opener)) != null) {
			target.add(opened);
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
		List<Object> delayed = this.channel.removeDelayed();
		List<Object> left = this.channel.takeAll(Integer.MAX_VALUE);
		left.addAll(delayed);
		return this.unpacking.items(left);
	}

	@Override
	public int clear() {
		return this.channel.interior().clear();
	}

	@Override
	public void release() {
		close();
		int delayed = this.channel.abandonDelayed();
		if (delayed != 0) {
			logger.info("%s will not deliver %d delayed item(s): closeNow() hands them back".formatted(this, delayed));
		}
	}

	@Override
	public void onExpired(@Nullable Consumer<? super Envelope<E>> action) {
		this.expiryAction = action;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void expired(Parcel<?> parcel) {
		if (logger.isDebugEnabled()) {
			logger.debug("%s dropped an item whose time to live was over".formatted(this));
		}
		Consumer<? super Envelope<E>> action = this.expiryAction;
		if (action != null) {
			action.accept((Parcel<E>) parcel);
		}
	}

	@Override
	public DelayTimer timer() {
		return this.timer;
	}

	@Override
	public CompletableFuture<Void> putAsync(E item) {
		check(item);
		if (tryPlain(item)) {
			return CompletableFuture.completedFuture(null);
		}
		return this.puts.putAsync(item, (packed) -> {
			FutureWaiter<Object, @Nullable Void> putter = new FutureWaiter<>(this.channel, packed, (waiter) -> {
				if (waiter.outcome() == Outcome.CLOSED) {
					throw closed();
				}
				return null;
			});
			putter.callSite = this.observer.callSite();
			return putter;
		});
	}

	@Override
	public CompletableFuture<@Nullable E> getAsync() {
		Object taken = this.channel.tryTake();
		if (taken != null) {
			return CompletableFuture.completedFuture(this.unpacking.item(taken));
		}
		FutureWaiter<Object, @Nullable E> getter = new FutureWaiter<>(this.channel, null,
				(waiter) -> this.unpacking.itemOrNull(waiter.removeItem()));
		getter.callSite = this.observer.callSite();
		if (!this.channel.takeOrEnlist(getter)) {
			getter.wake();
		}
		return getter.future();
	}

	@Override
	public void stampPuts() {
		this.unpacking.packAll();
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

	private static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	private boolean tryPlain(E item) {
		return !this.unpacking.packsAll() && this.channel.tryPut(item);
	}

	private boolean isAdded(PutEnd end) {
		if (end == PutEnd.CLOSED) {
			throw closed();
		}
		return end == PutEnd.ADDED;
	}

	private QueueFullException full() {
		return new QueueFullException(
				"%s is full at %d items: try again later, or raise its maximum size".formatted(this, this.maxSize));
	}

	private QueueClosedException closed() {
		return new QueueClosedException("%s is closed and takes no more items".formatted(this));
	}

}
