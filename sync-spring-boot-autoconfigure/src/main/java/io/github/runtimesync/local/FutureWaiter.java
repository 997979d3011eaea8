/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;

/**
 * A future that waits, in the same list as the threads. Whoever completes it from outside
 * (a cancel, a timeout, a value) must withdraw it from the list first, and is too late if
 * it has been served.
 *
 * @param <E> the type of the items
 * @param <T> the type of the future's result
 */
final class FutureWaiter<E, T extends @Nullable Object> extends QueueWaiter<E> {

	private final Channel<E> channel;

	private final Function<QueueWaiter<E>, T> result;

	private final Future future = new Future();

	/**
	 * Create a waiter.
	 * @param channel where it waits
	 * @param item the item to put, {@code null} for a getter
	 * @param result makes the result or the exception of the wait that has ended
	 */
	FutureWaiter(Channel<E> channel, @Nullable E item, Function<QueueWaiter<E>, T> result) {
		super(item);
		this.channel = channel;
		this.result = result;
	}

	CompletableFuture<T> future() {
		return this.future;
	}

	@Override
	void wake() {
		T value;
		try {
			value = this.result.apply(this);
		}
		catch (RuntimeException ex) {
			this.future.deliver(ex);
			return;
		}
		this.future.deliver(value);
	}

	@Override
	WaitingCaller describe() {
		return new WaitingCaller(null, isPutter() ? "putAsync" : "getAsync", sinceNanos(), this.callSite);
	}

	@Override
	boolean runsOnWake() {
		return true;
	}

	/**
	 * The future that the caller holds.
	 */
	private final class Future extends CompletableFuture<T> {

		void deliver(T value) {
			super.complete(value);
		}

		void deliver(RuntimeException ex) {
			super.completeExceptionally(ex);
		}

		@Override
		public boolean complete(T value) {
			return withdraw() && super.complete(value);
		}

		@Override
		public boolean completeExceptionally(Throwable ex) {
			return withdraw() && super.completeExceptionally(ex);
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return withdraw() ? super.cancel(mayInterruptIfRunning) : isCancelled();
		}

		@Override
		public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
			executor.execute(() -> {
				try {
					complete(supplier.get());
				}
				catch (Throwable ex) {
					completeExceptionally(ex);
				}
			});
			return this;
		}

		@Override
		public void obtrudeValue(T value) {
			withdraw();
			super.obtrudeValue(value);
		}

		@Override
		public void obtrudeException(Throwable ex) {
			withdraw();
			super.obtrudeException(ex);
		}

		private boolean withdraw() {
			return FutureWaiter.this.channel.withdraw(FutureWaiter.this);
		}

	}

}
