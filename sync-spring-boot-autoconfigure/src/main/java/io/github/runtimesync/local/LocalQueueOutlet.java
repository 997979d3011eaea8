/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Opener;
import io.github.runtimesync.engine.WaitObserver;

/**
 * How items are taken from a {@link LocalQueue}: from its {@link Channel}, waiting or
 * not, out of their parcels, and not at all during a pause.
 *
 * @param <E> the type of the items
 */
abstract class LocalQueueOutlet<E> implements EngineQueue<E> {

	final WaitObserver observer;

	final Channel<Object> channel;

	final Unpacking<E> unpacking;

	final QueueWait<Object> waiting;

	LocalQueueOutlet(WaitObserver observer, int maxSize) {
		this.observer = observer;
		this.channel = new Channel<>(maxSize);
		this.unpacking = new Unpacking<>(this.channel);
		this.waiting = new QueueWait<>(this, this.channel, observer);
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
	public boolean isDrained() {
		return this.channel.gate().isFinished() && size() == 0;
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
	public List<E> closeNow() {
		this.channel.gate().close();
		List<Object> delayed = this.channel.interior().removeDelayed();
		List<Object> left = this.channel.takeAll(Integer.MAX_VALUE);
		left.addAll(delayed);
		return this.unpacking.items(left);
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

	static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

}
