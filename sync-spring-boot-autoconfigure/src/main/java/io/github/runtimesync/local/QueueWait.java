/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitEnd;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * How a thread waits at a {@link Channel}: it looks again a few times without a lock, see
 * {@link Patience}, and then enlists and parks. A wait that was served just when it timed
 * out or was interrupted counts as served: the caller gets what it waited for, and the
 * interrupt stays pending. So does one whose parking failed; otherwise it leaves the
 * list.
 *
 * @param <E> the type of the items
 */
final class QueueWait<E> {

	private final Object cause;

	private final Channel<E> channel;

	private final WaitObserver observer;

	private final Patience getterPatience = new Patience();

	private final Patience putterPatience = new Patience();

	/**
	 * Create the two ways of waiting at a channel.
	 * @param cause what to show as the cause of the wait
	 * @param channel the channel
	 * @param observer notes down what is to be known about waits
	 */
	QueueWait(Object cause, Channel<E> channel, WaitObserver observer) {
		this.cause = cause;
		this.channel = channel;
		this.observer = observer;
	}

	/**
	 * Wait for an item.
	 * @param nanos how long, or {@link ParkedWaiter#FOREVER}
	 * @return the item, {@code null} if time is up or the channel is closed and drained
	 * @throws InterruptedException if interrupted before there was an item
	 */
	@Nullable E forItem(long nanos) throws InterruptedException {
		ParkedWaiter<E> getter = new ParkedWaiter<>(this.cause, null, nanos);
		int looks = this.getterPatience.looks(getter.sinceNanos());
		for (int look = 0; look < looks && mayLook(getter); look++) {
			Patience.pause(look);
			E item = this.channel.state().isEmpty() ? null : this.channel.tryTake();
			if (item != null) {
				this.getterPatience.hasPaid();
				return item;
			}
		}
		this.getterPatience.hasNotPaid(looks);
		getter.callSite = this.observer.callSite();
		if (this.channel.takeOrEnlist(getter)) {
			park(getter);
		}
		return getter.removeItem();
	}

	/**
	 * Wait for room for a parcel with options.
	 * @param parcel the parcel
	 * @return how the wait has ended: the item was put, or is a duplicate, or the channel
	 * is closed
	 * @throws InterruptedException if interrupted before there was room
	 */
	@Nullable Outcome forRoomWithOptions(E parcel) throws InterruptedException {
		ParkedWaiter<E> putter = new ParkedWaiter<>(this.cause, parcel, ParkedWaiter.FOREVER);
		putter.needsExtras = true;
		return enlist(putter);
	}

	/**
	 * Wait for room for an item.
	 * @param item the item
	 * @param nanos how long, or {@link ParkedWaiter#FOREVER}
	 * @return how the wait has ended: the item was put, time is up, or the channel is
	 * closed
	 * @throws InterruptedException if interrupted before there was room
	 */
	@Nullable Outcome forRoom(E item, long nanos) throws InterruptedException {
		ParkedWaiter<E> putter = new ParkedWaiter<>(this.cause, item, nanos);
		int looks = this.putterPatience.looks(putter.sinceNanos());
		for (int look = 0; look < looks && mayLook(putter); look++) {
			Patience.pause(look);
			if (!this.channel.state().isFull() && this.channel.tryPut(item)) {
				this.putterPatience.hasPaid();
				return Outcome.SERVED;
			}
		}
		this.putterPatience.hasNotPaid(looks);
		return enlist(putter);
	}

	private @Nullable Outcome enlist(ParkedWaiter<E> putter) throws InterruptedException {
		putter.callSite = this.observer.callSite();
		if (this.channel.putOrEnlist(putter)) {
			park(putter);
		}
		return putter.outcome();
	}

	private boolean mayLook(ParkedWaiter<E> waiter) {
		return !this.channel.gate().isClosed() && !waiter.isTimeUp();
	}

	private void park(ParkedWaiter<E> waiter) throws InterruptedException {
		WaitRecord record;
		try {
			record = waiter.isPutter() ? this.observer.beginPut() : this.observer.beginGet();
			waiter.park();
		}
		catch (Throwable ex) {
			// Such as a pool that can start no worker: nobody may serve who has left.
			if (this.channel.withdraw(waiter)) {
				throw ex;
			}
			return;
		}
		if (waiter.outcome() != null) {
			record.end(end(waiter, false));
			return;
		}
		boolean interrupted = Thread.interrupted();
		boolean withdrawn = this.channel.withdraw(waiter);
		record.end(end(waiter, interrupted));
		if (interrupted && withdrawn) {
			throw new InterruptedException();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static WaitEnd end(QueueWaiter<?> waiter, boolean interrupted) {
		if (waiter.outcome() == Outcome.WITHDRAWN) {
			return (interrupted) ? WaitEnd.INTERRUPTED : WaitEnd.TIMED_OUT;
		}
		return (waiter.outcome() != Outcome.CLOSED) ? WaitEnd.COMPLETED : WaitEnd.CLOSED;
	}

}
