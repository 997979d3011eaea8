/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * How a thread waits at a {@link Channel}: it looks again a few times without a lock, see
 * {@link Patience}, and then enlists and parks. A wait that was served just when it timed
 * out or was interrupted counts as served: the caller gets what it waited for, and the
 * interrupt stays pending.
 *
 * @param <E> the type of the items
 */
final class QueueWait<E> {

	private final Object cause;

	private final Channel<E> channel;

	private final Patience getterPatience = new Patience();

	private final Patience putterPatience = new Patience();

	/**
	 * Create the two ways of waiting at a channel.
	 * @param cause what to show as the cause of the wait
	 * @param channel the channel
	 */
	QueueWait(Object cause, Channel<E> channel) {
		this.cause = cause;
		this.channel = channel;
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
		this.getterPatience.hasNotPaid();
		if (this.channel.takeOrEnlist(getter)) {
			park(getter);
		}
		return getter.removeItem();
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
		this.putterPatience.hasNotPaid();
		if (this.channel.putOrEnlist(putter)) {
			park(putter);
		}
		return putter.outcome();
	}

	private boolean mayLook(ParkedWaiter<E> waiter) {
		return !this.channel.gate().isClosed() && !waiter.isTimeUp();
	}

	private void park(ParkedWaiter<E> waiter) throws InterruptedException {
		waiter.park();
		if (waiter.outcome() != null) {
			return;
		}
		boolean interrupted = Thread.interrupted();
		boolean withdrawn = this.channel.withdraw(waiter);
		if (interrupted && withdrawn) {
			throw new InterruptedException();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
