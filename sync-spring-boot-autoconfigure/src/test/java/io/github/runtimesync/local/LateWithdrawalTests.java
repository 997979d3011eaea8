/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.local.QueueWaiter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A waiter that wants to leave, and is served before it gets the lock. The test holds the
 * lock and serves the waiter itself.
 */
@Timeout(60)
class LateWithdrawalTests {

	private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(500);

	private final Channel<String> channel = new Channel<>(1);

	private final QueueWait<String> waiting = new QueueWait<>(this, this.channel,
			new WaitObserver("q", "local", false));

	@Test
	@DisplayName("a getter that was interrupted too late returns its item, with the interrupt pending")
	void interruptedGetter() throws Exception {
		Caller<String> getter = new Caller<>(() -> this.waiting.forItem(ParkedWaiter.FOREVER));
		await().until(() -> this.channel.state().getterCount() == 1);
		serveLate(this.channel.state().tail(), "a", getter, getter.thread::interrupt);
		assertThat(getter.result()).isEqualTo("a");
		assertThat(getter.interrupted).isTrue();
	}

	@Test
	@DisplayName("a getter that timed out too late returns its item")
	void timedOutGetter() throws Exception {
		Caller<String> getter = new Caller<>(() -> this.waiting.forItem(SHORT));
		await().until(() -> this.channel.state().getterCount() == 1);
		serveLate(this.channel.state().tail(), "a", getter, () -> {
		});
		assertThat(getter.result()).isEqualTo("a");
	}

	@Test
	@DisplayName("a putter that was interrupted too late has put its item, with the interrupt pending")
	void interruptedPutter() throws Exception {
		this.channel.tryPut("a");
		Caller<Outcome> putter = new Caller<>(() -> this.waiting.forRoom("b", ParkedWaiter.FOREVER));
		await().until(() -> this.channel.state().putterCount() == 1);
		serveLate(this.channel.state().head(), null, putter, putter.thread::interrupt);
		assertThat(putter.result()).isEqualTo(Outcome.SERVED);
		assertThat(putter.interrupted).isTrue();
	}

	@Test
	@DisplayName("a putter that timed out too late has put its item")
	void timedOutPutter() throws Exception {
		this.channel.tryPut("a");
		Caller<Outcome> putter = new Caller<>(() -> this.waiting.forRoom("b", SHORT));
		await().until(() -> this.channel.state().putterCount() == 1);
		serveLate(this.channel.state().head(), null, putter, () -> {
		});
		assertThat(putter.result()).isEqualTo(Outcome.SERVED);
	}

	@Test
	@DisplayName("a future that is cancelled or completed too late gets its item")
	void future() throws Exception {
		for (int i = 0; i < 3; i++) {
			int way = i;
			FutureWaiter<String, String> getter = new FutureWaiter<>(this.channel, null, QueueWaiter::removeItem);
			CompletableFuture<String> future = getter.future();
			this.channel.takeOrEnlist(getter);
			Tail<String> tail = this.channel.state().tail();
			tail.lock();
			Caller<Boolean> canceller = new Caller<>(() -> switch (way) {
				case 0 -> future.cancel(true);
				case 1 -> future.complete("x");
				default -> future.completeExceptionally(new IllegalStateException());
			});
			awaitContention(canceller);
			tail.waiters().remove(getter);
			getter.settle(Outcome.SERVED, "a");
			tail.unlock();
			assertThat(canceller.result()).isFalse();
			getter.wake();
			assertThat(future).isCompletedWithValue("a");
		}
	}

	private static void serveLate(End<String> end, String item, Caller<?> caller, Runnable disturbance) {
		end.lock();
		try {
			disturbance.run();
			awaitContention(caller);
			QueueWaiter<String> waiter = end.waiters().poll();
			assertThat(waiter).isNotNull();
			waiter.settle(Outcome.SERVED, item);
		}
		finally {
			end.unlock();
		}
	}

	private static void awaitContention(Caller<?> caller) {
		await().until(() -> Arrays.stream(caller.thread.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(SpinLock.class.getName())));
	}

	/**
	 * A thread that makes one call.
	 *
	 * @param <T> the type of the result
	 */
	private static final class Caller<T> {

		private final FutureTask<T> task;

		private final Thread thread;

		private volatile boolean interrupted;

		Caller(Callable<T> call) {
			this.task = new FutureTask<>(() -> {
				T result = call.call();
				this.interrupted = Thread.currentThread().isInterrupted();
				return result;
			});
			this.thread = new Thread(this.task);
			this.thread.setDaemon(true);
			this.thread.start();
		}

		T result() throws Exception {
			return this.task.get(30, TimeUnit.SECONDS);
		}

	}

}
