/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * How items are put into a {@link LocalQueue}: as they are, or in a {@link Parcel} and
 * observed.
 *
 * @param <E> the type of the items
 */
final class Puts<E> {

	private final String name;

	private final Channel<Object> channel;

	private final Unpacking<E> unpacking;

	private final QueueWait<Object> waiting;

	private final @Nullable PutObserver observer;

	private final DelayTimer timer;

	private volatile boolean packed;

	private volatile boolean hasOptions;

	Puts(String name, Channel<Object> channel, Unpacking<E> unpacking, QueueWait<Object> waiting,
			@Nullable PutObserver observer, DelayTimer timer) {
		this.name = name;
		this.channel = channel;
		this.unpacking = unpacking;
		this.waiting = waiting;
		this.observer = observer;
		this.timer = timer;
		if (observer != null) {
			packAll();
		}
	}

	/**
	 * Put every item in a parcel from now on.
	 */
	void packAll() {
		this.unpacking.expectParcels();
		this.packed = true;
	}

	/**
	 * Put an item, waiting for room.
	 * @param item the item
	 * @param nanos how long to wait at most, or {@link ParkedWaiter#FOREVER}
	 * @return how it ended
	 * @throws InterruptedException if interrupted before there was room
	 */
	PutEnd put(E item, long nanos) throws InterruptedException {
		return this.packed ? putPacked(item, nanos) : enter(item, nanos);
	}

	private PutEnd putPacked(E item, long nanos) throws InterruptedException {
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.INTERRUPTED;
		try {
			end = enter(pack(item, observation), nanos);
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	/**
	 * Put an item with options, waiting for room.
	 * @param item the item
	 * @param options the options
	 * @return how it ended
	 * @throws InterruptedException if interrupted before there was room
	 */
	PutEnd put(E item, PutOptions options) throws InterruptedException {
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.INTERRUPTED;
		try {
			Parcel<E> parcel = pack(item, observation, options);
			Outcome outcome = extras().tryPut(parcel);
			end = end((outcome != null) ? outcome : this.waiting.forRoomWithOptions(parcel));
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	/**
	 * Put an item with options, without waiting.
	 * @param item the item
	 * @param options the options
	 * @return how it ended
	 */
	PutEnd offer(E item, PutOptions options) {
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			end = end(extras().tryPut(pack(item, observation, options)));
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	/**
	 * Put an item without waiting.
	 * @param item the item
	 * @return how it ended
	 */
	PutEnd offer(E item) {
		return this.packed ? offerPacked(item) : tryEnter(item);
	}

	private PutEnd offerPacked(E item) {
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			end = tryEnter(pack(item, observation));
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	/**
	 * Put an item without making the caller wait.
	 * @param item the item
	 * @param result makes the result of the wait that has ended
	 * @param putter makes a waiter for what is to be put
	 * @return the future
	 */
	CompletableFuture<Void> putAsync(E item, Function<Object, FutureWaiter<Object, @Nullable Void>> putter) {
		if (!this.packed) {
			return enterAsync(item, putter);
		}
		PutObservation observation = observe(item);
		CompletableFuture<Void> future = enterAsync(pack(item, observation), putter);
		future.whenComplete((nothing, ex) -> observation.end(PutEnd.of(ex)));
		return future;
	}

	private CompletableFuture<Void> enterAsync(Object packed,
			Function<Object, FutureWaiter<Object, @Nullable Void>> newPutter) {
		if (this.channel.tryPut(packed)) {
			return CompletableFuture.completedFuture(null);
		}
		FutureWaiter<Object, @Nullable Void> putter = newPutter.apply(packed);
		if (!this.channel.putOrEnlist(putter)) {
			putter.wake();
		}
		return putter.future();
	}

	private PutEnd enter(Object packed, long nanos) throws InterruptedException {
		if (this.channel.tryPut(packed)) {
			return PutEnd.ADDED;
		}
		return (nanos > 0) ? end(this.waiting.forRoom(packed, nanos)) : refused();
	}

	private PutEnd tryEnter(Object packed) {
		return this.channel.tryPut(packed) ? PutEnd.ADDED : refused();
	}

	private PutEnd refused() {
		return this.channel.gate().isClosed() ? PutEnd.CLOSED : PutEnd.FULL;
	}

	private static PutEnd end(@Nullable Outcome outcome) {
		if (outcome == Outcome.SERVED) {
			return PutEnd.ADDED;
		}
		if (outcome == Outcome.DUPLICATE) {
			return PutEnd.DUPLICATE;
		}
		return (outcome == Outcome.CLOSED) ? PutEnd.CLOSED : PutEnd.FULL;
	}

	private PutObservation observe(E item) {
		PutObserver observer = this.observer;
		return (observer != null) ? observer.begin(this.name, item) : PutObservation.NONE;
	}

	private Parcel<E> pack(E item, PutObservation observation) {
		return new Parcel<>(this.channel, item, observation.headers());
	}

	private Parcel<E> pack(E item, PutObservation observation, PutOptions options) {
		if (!this.hasOptions) {
			this.unpacking.expectParcels();
			this.hasOptions = true;
		}
		return new Parcel<>(this.channel, item, observation.headers(), options, this.timer.now());
	}

	private Extras<Object> extras() {
		return this.channel.extras(this.timer);
	}

}
