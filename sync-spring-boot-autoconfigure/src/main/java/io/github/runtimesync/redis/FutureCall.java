/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;

/**
 * A call for whose end a future waits, among the threads. Whoever completes it from
 * outside (a cancel, a timeout, a value) makes the call leave first, and is too late if
 * it was served. If a script that may serve it is under way, its answer decides.
 * <p>
 * Dependents of the future may block, so it is completed on its default executor.
 *
 * @param <T> the type of the future's result
 */
final class FutureCall<T extends @Nullable Object> extends QueueCall {

	/**
	 * How long a caller who completes the future waits for a script that is under way.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final QueueSide side;

	private final Function<QueueCall, T> result;

	private final Future future = new Future();

	/**
	 * How to complete the future if the call leaves only after its caller has gone on.
	 */
	private final AtomicReference<@Nullable Runnable> late = new AtomicReference<>();

	/**
	 * Create a call.
	 * @param side where it will be submitted
	 * @param entry what to put, {@code null} to take one item
	 * @param result makes the result or the exception of the call that has ended
	 * @param callSite where it came from, {@code null} if that is not noted
	 */
	FutureCall(QueueSide side, @Nullable Entry entry, Function<QueueCall, T> result, @Nullable CallSite callSite) {
		super(entry, 1, true, callSite);
		this.side = side;
		this.result = result;
	}

	CompletableFuture<T> future() {
		return this.future;
	}

	@Override
	@Nullable Thread thread() {
		return null;
	}

	@Override
	String verb() {
		return isPut() ? "putAsync" : "getAsync";
	}

	@Override
	void wake() {
		Runnable completion = (end() == End.LEFT) ? this.late.get() : this::deliver;
		if (completion == null) {
			return;
		}
		try {
			this.future.defaultExecutor().execute(completion);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// No thread can be had: late dependents are better than a future without end.
			completion.run();
		}
	}

	private void deliver() {
		T value;
		try {
			value = this.result.apply(this);
		}
		catch (Throwable ex) {
			// An error of what decodes the item, too: the future must not stay without
			// end.
			this.future.deliver(ex);
			return;
		}
		this.future.deliver(value);
	}

	/**
	 * The future that the caller holds.
	 */
	private final class Future extends CompletableFuture<T> {

		void deliver(T value) {
			super.complete(value);
		}

		void deliver(Throwable ex) {
			super.completeExceptionally(ex);
		}

		private void deliverCancel() {
			super.cancel(false);
		}

		@Override
		public boolean complete(T value) {
			return leave(() -> deliver(value));
		}

		@Override
		public boolean completeExceptionally(Throwable ex) {
			return leave(() -> deliver(ex));
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return leave(this::deliverCancel) || isCancelled();
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
			leave(() -> {
			});
			super.obtrudeValue(value);
		}

		@Override
		public void obtrudeException(Throwable ex) {
			leave(() -> {
			});
			super.obtrudeException(ex);
		}

		/**
		 * Leave, and complete the future then.
		 * @return whether that has happened now
		 */
		private boolean leave(Runnable completion) {
			if (end() != null || !FutureCall.this.late.compareAndSet(null, completion)
					|| !FutureCall.this.side.leave(FutureCall.this, PATIENCE)) {
				return false;
			}
			completion.run();
			return true;
		}

	}

}
