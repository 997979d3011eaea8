/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The threads of one test. They end with the test, and what one throws fails the test
 * unless the test asked for it.
 */
public final class TestThreads implements AutoCloseable {

	/**
	 * Bounds a hang; no test depends on how long anything takes.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<Task<?>> tasks = new CopyOnWriteArrayList<>();

	/**
	 * Start a thread that computes something.
	 * @param name the name of the thread
	 * @param body what it does
	 * @param <T> the type of the result
	 * @return its task
	 */
	public <T> Task<T> start(String name, Callable<T> body) {
		Task<T> task = new Task<>(name, body);
		this.tasks.add(task);
		task.thread.start();
		return task;
	}

	/**
	 * Start a thread.
	 * @param name the name of the thread
	 * @param body what it does
	 * @return its task
	 */
	public Task<Void> run(String name, Action body) {
		return start(name, () -> {
			body.run();
			return null;
		});
	}

	/**
	 * Start some threads that begin at nearly the same moment.
	 * @param count how many
	 * @param name what their names start with
	 * @param body what they do, given their number
	 * @param <T> the type of the result
	 * @return their tasks
	 */
	public <T> List<Task<T>> startTogether(int count, String name, IntFunction<Callable<T>> body) {
		CyclicBarrier beginning = new CyclicBarrier(count);
		return IntStream.range(0, count).mapToObj((i) -> start(name + "-" + i, () -> {
			beginning.await();
			return body.apply(i).call();
		})).toList();
	}

	/**
	 * Wait until all threads have ended normally.
	 */
	public void joinAll() {
		this.tasks.forEach(Task::result);
	}

	@Override
	public void close() {
		List<Throwable> unseen = this.tasks.stream()
			.filter((task) -> task.outcome.isCompletedExceptionally() && !task.seen)
			.map(Task::failure)
			.toList();
		this.tasks.forEach((task) -> task.thread.interrupt());
		this.tasks.forEach((task) -> eventually().untilAsserted(
				() -> assertThat(task.thread.isAlive()).as("thread %s is alive", task.thread.getName()).isFalse()));
		if (!unseen.isEmpty()) {
			throw new AssertionError("a thread of the test failed", unseen.get(0));
		}
	}

	public static ConditionFactory eventually() {
		return await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).atMost(PATIENCE);
	}

	static void pass(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as("latch opened").isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError("interrupted at a latch", ex);
		}
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	public interface Action {

		/**
		 * Do it.
		 * @throws Exception if it fails
		 */
		void run() throws Exception;

	}

	/**
	 * A started thread and what becomes of it.
	 *
	 * @param <T> the type of its result
	 */
	public static final class Task<T> {

		private final CompletableFuture<T> outcome = new CompletableFuture<>();

		private final Thread thread;

		private volatile boolean seen;

		private Task(String name, Callable<T> body) {
			this.thread = new Thread(() -> execute(body), name);
			this.thread.setDaemon(true);
		}

		private void execute(Callable<T> body) {
			try {
				this.outcome.complete(body.call());
			}
			catch (Throwable ex) {
				this.outcome.completeExceptionally(ex);
			}
		}

		/**
		 * Wait for the normal end of the thread.
		 * @return its result
		 */
		public T result() {
			try {
				return finish();
			}
			catch (ExecutionException ex) {
				throw new AssertionError(this.thread.getName() + " failed", ex.getCause());
			}
		}

		/**
		 * Wait for the thread to end with an exception.
		 * @return the exception
		 */
		public Throwable failure() {
			try {
				T result = finish();
				throw new AssertionError(this.thread.getName() + " returned " + result);
			}
			catch (ExecutionException ex) {
				return ex.getCause();
			}
		}

		/**
		 * Wait until the thread is parked.
		 * @return this task
		 */
		public Task<T> awaitBlocked() {
			eventually().untilAsserted(() -> {
				assertThat(this.outcome).as("%s is blocked", this.thread.getName()).isNotDone();
				assertThat(this.thread.getState()).isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING);
			});
			return this;
		}

		/**
		 * Return whether the thread is still at work or blocked.
		 * @return whether it has not ended
		 */
		public boolean isRunning() {
			return !this.outcome.isDone();
		}

		/**
		 * Return the thread.
		 * @return the thread
		 */
		public Thread thread() {
			return this.thread;
		}

		private T finish() throws ExecutionException {
			this.seen = true;
			try {
				return this.outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException | InterruptedException ex) {
				AssertionError stuck = new AssertionError(this.thread.getName() + " did not end");
				stuck.setStackTrace(this.thread.getStackTrace());
				throw stuck;
			}
		}

	}

}
