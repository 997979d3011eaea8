/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A named counter of outstanding tasks that threads can wait for, with the semantics of
 * Go's {@code sync.WaitGroup}. <pre class="code">
 * SyncWaitGroup tasks = registry.waitGroup("tasks");
 * for (Runnable task : work) {
 *     tasks.go(executor, task);
 * }
 * boolean finished = tasks.await(Duration.ofSeconds(30));
 * </pre>
 * <p>
 * A <em>round</em> lasts from the moment the count leaves zero until it is zero again.
 * Reaching zero releases every waiter of that round, even if the count rises again at
 * once. What happens before a {@link #done()} is visible after the {@link #await()} that
 * it releases. A wait that ends by timeout or interrupt changes no count. The count is at
 * most {@link Integer#MAX_VALUE}.
 * <p>
 * With an engine that several JVMs share, counting asks the store and may throw
 * {@link SyncUnavailableException}; waiting goes on while the store is away. If the store
 * has lost the count, waiters get {@link SyncStateLostException}. What a killed JVM had
 * counted stays, so wait for a limited time where that may happen.
 */
public interface SyncWaitGroup {

	/**
	 * Return the name.
	 * @return the name, unique among the wait groups
	 */
	String name();

	/**
	 * Return the number of outstanding tasks.
	 * @return the count, never negative
	 */
	long count();

	/**
	 * Count one more task. Call it before the task is started, not from inside it.
	 * @throws IllegalStateException if the count would exceed {@link Integer#MAX_VALUE};
	 * it stays as it was
	 */
	void add();

	/**
	 * Change the count.
	 * @param delta how many tasks to add, or to take off if negative
	 * @throws IllegalStateException if the count would become negative or exceed
	 * {@link Integer#MAX_VALUE}; it stays as it was
	 */
	void add(int delta);

	/**
	 * Count one task as done, which releases the waiters if it was the last.
	 * @throws IllegalStateException if the count is zero; it stays as it was
	 */
	void done();

	/**
	 * Wait until the count is zero; returns at once if it is. Named {@code await} since
	 * {@code wait()} is final in {@link Object}.
	 * @throws InterruptedException if interrupted before or while waiting
	 * @throws SyncClosedException if the wait group is removed or the application shuts
	 * down while the count is above zero
	 */
	void await() throws InterruptedException;

	/**
	 * Wait until the count is zero, for a limited time.
	 * @param timeout how long to wait at most; zero or less does not wait
	 * @return whether zero was reached
	 * @throws InterruptedException if interrupted before or while waiting
	 * @throws SyncClosedException if the wait group is removed or the application shuts
	 * down while the count is above zero
	 */
	boolean await(Duration timeout) throws InterruptedException;

	/**
	 * Count a task, run it on an executor and count it as done, whatever becomes of it.
	 * What the task throws goes to the thread that ran it; an executor's refusal goes to
	 * the caller of this method. Neither leaves a count behind.
	 * @param executor runs the task
	 * @param task the task
	 * @throws java.util.concurrent.RejectedExecutionException if the executor refuses
	 */
	void go(Executor executor, Runnable task);

	/**
	 * Return a future that completes when the count is zero, for callers that must not
	 * block. It completes exceptionally with {@link SyncClosedException} where
	 * {@link #await()} would throw it. Dependent actions run on the thread that counts
	 * the last task as done, or on one of an engine that several JVMs share, unless they
	 * are asynchronous. Cancelling it changes no count.
	 * @return a future of its own for each call
	 */
	CompletableFuture<Void> whenZero();

}
