/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.Subscription;

/**
 * Tells the listeners of this JVM what has become of a shared variable. Whenever it may
 * have changed, here or elsewhere, it looks at Redis and calls them if there is something
 * that they have not seen. So a change whose message was lost is made up for, and of
 * several changes between two looks, or while a listener is at work, they see the last.
 * <p>
 * One look is under way at a time: whoever raised {@code looks} from zero begins it, and
 * whoever comes meanwhile only raises it further, which leads to another look. So looks
 * have the order in which Redis made the changes. Likewise one thread at a time calls
 * listeners, the one that raised {@code deliveries}. A listener learns from the first
 * look that begins after it was added where it begins; after that only deliveries change
 * what it has {@code seen}.
 */
final class SharedChanges<T extends @Nullable Object> implements Inbox.Receiver {

	private static final Log logger = LogFactory.getLog(SharedChanges.class);

	private final Binding binding;

	private final Consumer<Consumer<SharedRequest>> source;

	private final Function<StoredValue, T> decoder;

	private final Inbox.Slot slot;

	private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicInteger deliveries = new AtomicInteger();

	private volatile @Nullable Look latest;

	/**
	 * Create the changes of a variable.
	 * @param source asks Redis for the value, and to be told of changes
	 * @param decoder makes a value of what is stored
	 */
	SharedChanges(Binding binding, Consumer<Consumer<SharedRequest>> source, Function<StoredValue, T> decoder) {
		this.binding = binding;
		this.source = source;
		this.decoder = decoder;
		this.slot = binding.context().inbox().slot(binding.keys(), this);
	}

	/**
	 * Add a listener. Blocks until Redis has said where it begins.
	 */
	Subscription subscribe(Consumer<? super T> consumer) {
		Listener<T> listener = new Listener<>(consumer,
				new Request<>(this.binding, this.binding.context().deadlineNanos()));
		this.listeners.add(listener);
		this.slot.open();
		look();
		try {
			listener.beginning.await();
		}
		catch (RuntimeException ex) {
			this.listeners.remove(listener);
			throw ex;
		}
		return () -> {
			listener.active = false;
			this.listeners.remove(listener);
		};
	}

	@Override
	public boolean isWaiting() {
		return !this.listeners.isEmpty() && !this.binding.isRemoved();
	}

	@Override
	public void received(String what) {
		look();
	}

	@Override
	public void recheck() {
		look();
	}

	/**
	 * Look at the variable if anybody listens. Never blocks.
	 */
	void lookIfWaiting() {
		if (isWaiting()) {
			look();
		}
	}

	private void look() {
		if (this.looks.getAndIncrement() == 0) {
			beginLook();
		}
	}

	private void beginLook() {
		int wanted = this.looks.get();
		List<Listener<T>> present = List.copyOf(this.listeners);
		this.source.accept((request) -> {
			try {
				endLook(request, present);
			}
			finally {
				if (this.looks.addAndGet(-wanted) != 0) {
					beginLook();
				}
			}
		});
	}

	private void endLook(SharedRequest request, List<Listener<T>> present) {
		Failure failure = request.failure();
		if (failure != null) {
			logger.debug("Cannot look at " + this.binding, failure);
			present.forEach((listener) -> listener.beginning.fail(failure));
			return;
		}
		Look before = this.latest;
		Look look = new Look((before != null) ? before.number + 1 : 0, Objects.requireNonNull(request.await()));
		this.latest = look;
		present.forEach((listener) -> listener.begin(look));
		if (this.deliveries.getAndIncrement() == 0) {
			try {
				this.binding.context().callbacks().execute(this::deliver);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
			catch (OutOfMemoryError ex) {
				// No thread can be had: the next look tries again.
				this.deliveries.set(0);
			}
		}
	}

	private void deliver() {
		int seen = this.deliveries.get();
		do {
			Look look = this.latest;
			if (look != null) {
				deliver(look);
			}
			seen = this.deliveries.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void deliver(Look look) {
		List<Listener<T>> told = this.listeners.stream().filter((listener) -> listener.see(look)).toList();
		if (told.isEmpty()) {
			return;
		}
		try {
			T value = this.decoder.apply(look.stored);
			told.forEach((listener) -> call(listener, value));
		}
		catch (RuntimeException | Error ex) {
			logger.error("The listeners of " + this.binding + " miss version " + look.stored.version(), ex);
		}
	}

	private void call(Listener<T> listener, T value) {
		try {
			if (listener.active) {
				listener.consumer.accept(value);
			}
		}
		catch (Throwable ex) {
			logger.error("A listener of " + this.binding + " failed", ex);
		}
	}

	/**
	 * What a look has found.
	 *
	 * @param number the number of the look
	 * @param stored what is there
	 */
	private record Look(long number, StoredValue stored) {

	}

	/**
	 * A listener. {@code seen} is where it began, or what it has seen last.
	 */
	private static final class Listener<T extends @Nullable Object> {

		private final Consumer<? super T> consumer;

		private final Request<Boolean> beginning;

		private volatile @Nullable Look seen;

		private volatile boolean active = true;

		Listener(Consumer<? super T> consumer, Request<Boolean> beginning) {
			this.consumer = consumer;
			this.beginning = beginning;
			beginning.send();
		}

		/**
		 * Begin with what is there, unless it has begun already.
		 */
		void begin(Look look) {
			if (this.seen == null) {
				this.seen = look;
				this.beginning.complete(true);
			}
		}

		/**
		 * See what is there.
		 * @return whether that is news
		 */
		boolean see(Look look) {
			Look before = this.seen;
			if (before == null || before.number >= look.number) {
				return false;
			}
			this.seen = look;
			return look.stored.differsFrom(before.stored);
		}

	}

}
