/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;

/**
 * A thread of a container: takes what is due or fresh and has it handled, until the
 * {@link Gate} closes or it is retired.
 * <p>
 * <strong>Waking</strong>: only a worker that waits for an item is ever interrupted to
 * wake it. It says so by {@code WAITING}; whoever wakes it moves it to {@code WAKING},
 * interrupts, and says {@code WOKEN}. The worker leaves {@code WAITING} by
 * compare-and-set, and if that fails waits for {@code WOKEN} and clears the interrupt, so
 * none reaches the method. An item that the queue handed over in the same moment is
 * processed like any other. No wake-up is lost: the worker looks at the gate once more
 * after it has said {@code WAITING}.
 * <p>
 * <strong>Figures</strong> have this thread as their only writer and are read by others
 * without order: {@code calls} is odd while the method runs.
 */
final class Worker implements Runnable {

	private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

	/** How long a worker without anything to wait for takes until it looks again. */
	private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

	private static final int WORKING = 0;

	private static final int WAITING = 1;

	private static final int WAKING = 2;

	private static final int WOKEN = 3;

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Worker.class, "state", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final int number;

	private final WorkerParts parts;

	private final WorkerPool pool;

	private final Gate gate;

	private final FailureLog log;

	private final WorkerFigures figures = new WorkerFigures();

	private final WorkerCalls observed;

	private final Wait awaitItem = this::awaitItem;

	private volatile int state = WORKING;

	private volatile boolean retiring;

	/** What the method is called with, if it is on lease. */
	private volatile @Nullable Delivery inHand;

	/** Whether there was no item a moment ago. */
	private boolean foundNothing;

	@SuppressWarnings("NullAway.Init")
	private Thread thread;

	Worker(int number, WorkerParts parts, WorkerPool pool, Gate gate, WorkerCalls observed) {
		this.number = number;
		this.parts = parts;
		this.pool = pool;
		this.gate = gate;
		this.observed = observed;
		this.log = new FailureLog(Worker.class, SyncKind.QUEUE.describe(parts.queue()));
	}

	void start(Thread newThread) {
		this.thread = newThread;
		newThread.start();
	}

	@Override
	public void run() {
		boolean drained = false;
		do {
			while (!drained && isWanted()) {
				drained = !step();
			}
		}
		while (!this.pool.leave(this, drained));
		passOn();
	}

	boolean isWanted() {
		return this.gate.isOpen() && !this.retiring;
	}

	/**
	 * Handle one item or wait for one.
	 * @return {@code false} if there is nothing and will be nothing
	 */
	private boolean step() {
		try {
			RetrySchedule retries = this.parts.retries();
			boolean noRetries = retries.isEmpty();
			Delivery due = noRetries ? null : pollDue(retries);
			if (due != null) {
				this.parts.handler().retry(this, due);
				return true;
			}
			Intake intake = this.parts.intake();
			Object taken = (!this.foundNothing && (noRetries || !retries.isFull())) ? intake.pollLocally() : null;
			if (taken == null) {
				this.foundNothing = false;
				taken = waitFor(this.awaitItem);
			}
			if (taken == null) {
				return !intake.isDrained() || !retries.isEmpty();
			}
			if (!isWanted() && this.parts.intake().giveBack(taken)) {
				return true;
			}
			handle(taken);
			Shortcut shortcut = this.parts.shortcut();
			this.foundNothing = shortcut != null && shortcut.handleMore(this);
		}
		catch (Throwable ex) {
			this.log.error("A worker of %s could not take an item and tries again", ex);
			waitFor(() -> park(FAILURE_NANOS));
		}
		return true;
	}

	private @Nullable Delivery pollDue(RetrySchedule retries) {
		if (!retries.isDue()) {
			return null;
		}
		// As long as there is nothing in hand that could be lost if this fails.
		this.parts.scaleUp().watch();
		return retries.pollDue();
	}

	private void handle(Object taken) {
		try {
			if (this.parts.intake().isPartial(taken)) {
				complete(taken);
			}
			else {
				this.parts.scaleUp().watch();
			}
		}
		catch (Throwable ex) {
			// What is in hand must go on to the handler, whatever happens around it.
			this.log.error("A worker of %s could not do more than take an item", ex);
		}
		this.parts.handler().handle(this, taken);
	}

	private void complete(Object taken) {
		try {
			waitFor(() -> this.parts.intake().complete(taken));
		}
		finally {
			this.parts.scaleUp().watch();
			passOn();
		}
	}

	/**
	 * Wake another worker for a retry that is due: this one may have been woken for it
	 * and has something else in hand.
	 */
	private void passOn() {
		if (this.parts.retries().isDue()) {
			this.pool.wakeOne();
		}
	}

	private @Nullable Object awaitItem() throws InterruptedException {
		RetrySchedule retries = this.parts.retries();
		if (retries.isDue()) {
			return null;
		}
		// Only one is woken when a retry is due, and if that ends the reason to be here
		// nobody tells the others.
		if (retries.isFull()) {
			return park(LOOK_NANOS);
		}
		if (this.parts.intake().isDrained()) {
			return retries.isEmpty() ? null : park(LOOK_NANOS);
		}
		Object item = this.parts.intake().await();
		if (item != null) {
			passOn();
		}
		return item;
	}

	private static @Nullable Object park(long nanos) {
		LockSupport.parkNanos(nanos);
		return null;
	}

	private @Nullable Object waitFor(Wait wait) {
		this.state = WAITING;
		try {
			return isWanted() ? wait.call() : null;
		}
		catch (InterruptedException ex) {
			return null;
		}
		finally {
			if (!STATE.compareAndSet(this, WAITING, WORKING)) {
				while (this.state != WOKEN) {
					Thread.onSpinWait();
				}
				this.state = WORKING;
			}
			Thread.interrupted();
		}
	}

	/**
	 * End a wait, and do nothing to a worker that does not wait.
	 * @return whether it waited
	 */
	boolean wake() {
		if (!STATE.compareAndSet(this, WAITING, WAKING)) {
			return false;
		}
		this.thread.interrupt();
		this.state = WOKEN;
		return true;
	}

	/**
	 * Have this worker end, after the item it has in hand.
	 */
	void retire() {
		this.retiring = true;
		this.gate.changed();
		wake();
	}

	/**
	 * Have this worker go on after all, unless it has left. Called with the lock of the
	 * pool, under which it leaves.
	 */
	void stay() {
		this.retiring = false;
	}

	/**
	 * Interrupt whatever the worker does. The last resort of a shutdown.
	 */
	void interrupt() {
		if (!wake()) {
			this.thread.interrupt();
		}
	}

	void begin(int items) {
		this.figures.begin(items);
	}

	/**
	 * Called by this worker when it is done with items. An interrupt that the method left
	 * behind ends here.
	 */
	void end() {
		this.figures.end();
		Thread.interrupted();
	}

	/**
	 * Say what the method is called with, if it is on lease.
	 */
	void inHand(@Nullable Delivery delivery) {
		this.inHand = delivery;
	}

	/**
	 * Return what the method is called with, if it is on lease.
	 */
	@Nullable Delivery inHand() {
		return this.inHand;
	}

	WorkerCalls observed() {
		return this.observed;
	}

	int number() {
		return this.number;
	}

	Thread thread() {
		return this.thread;
	}

	boolean isRetiring() {
		return this.retiring;
	}

	boolean isWaiting() {
		return this.state == WAITING;
	}

	WorkerFigures figures() {
		return this.figures;
	}

	/**
	 * Something that takes time.
	 */
	@FunctionalInterface
	private interface Wait {

		@Nullable Object call() throws InterruptedException;

	}

}
