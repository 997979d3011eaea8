/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.function.BooleanSupplier;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.HeldItems;
import io.github.runtimesync.engine.ListenerFigures;
import io.github.runtimesync.listener.Gate.Reason;
import io.github.runtimesync.listener.SyncListenerSnapshot.State;

/**
 * One container as those see it who only look: its state, what it has done, what it has
 * in hand and what it can still do. Looking changes nothing and blocks no worker.
 *
 * @param id the id
 * @param queue the queue it takes from
 * @param deadLetterQueue where its dead letters go
 * @param running tells whether it is started
 * @param gate tells why it takes nothing
 * @param intake has the queue
 * @param pool has the workers
 * @param schedule has what waits for its next attempt
 * @param failures knows what failed
 * @param sender knows what became a dead letter
 * @param stuckWatch knows whose call takes long
 */
record ContainerFigures(String id, String queue, String deadLetterQueue, BooleanSupplier running, Gate gate,
		Intake intake, WorkerPool pool, RetrySchedule schedule, FailureHandler failures, DeadLetterSender sender,
		StuckWatch stuckWatch) implements ListenerFigures {

	SyncListenerSnapshot snapshot() {
		Concurrency concurrency = this.pool.concurrency();
		return new SyncListenerSnapshot(this.id, this.queue, this.deadLetterQueue, state(), concurrency.min(),
				concurrency.max(), workers(), this.pool.idleCount(), inProcess(), inRetry(), this.sender.held(),
				this.pool.handled(), this.failures.failures(), deadLetters(), this.sender.lost(),
				this.stuckWatch.stuck());
	}

	private State state() {
		if (!this.running.getAsBoolean()) {
			return State.STOPPED;
		}
		if (this.gate.isClosedFor(Reason.PAUSED)) {
			return State.PAUSED;
		}
		return this.gate.isClosedFor(Reason.DEAD_LETTERS) ? State.BLOCKED : State.RUNNING;
	}

	@Override
	public int workers() {
		return this.pool.workers().size();
	}

	@Override
	public int activeWorkers() {
		return (int) this.pool.workers().stream().filter((worker) -> !worker.isWaiting()).count();
	}

	/**
	 * Return how many items are being processed.
	 */
	int inProcess() {
		return this.pool.workers().stream().mapToInt((worker) -> worker.figures().inProcess()).sum();
	}

	@Override
	public int inRetry() {
		return this.schedule.itemCount();
	}

	@Override
	public long retries() {
		return this.failures.retried();
	}

	@Override
	public long deadLetters() {
		return this.sender.sent();
	}

	/**
	 * Return a number that changes when something is done.
	 */
	long progress() {
		return this.pool.handled() + this.failures.failures()
				+ this.pool.workers().stream().mapToLong((worker) -> worker.figures().calls()).sum();
	}

	/**
	 * Return what was taken and not done with.
	 */
	HeldItems held() {
		if (this.intake.isLeasing()) {
			// What was not done with is back in the queue, or will be.
			return new HeldItems(this.queue, 0, 0, this.sender.lost());
		}
		return new HeldItems(this.queue, inRetry(), inProcess() + this.failures.abandoned(),
				this.sender.held() + this.sender.lost());
	}

	/**
	 * Return whether this container does something or can still do something.
	 * @param nanos within which time
	 */
	boolean isAtWork(long nanos) {
		return this.pool.workers().stream().anyMatch((worker) -> !worker.isWaiting()) || hasMore(nanos);
	}

	/**
	 * Return whether there is something that this container can still do. Halted for a
	 * moment counts as if it were not. What waits in a queue that other JVMs share counts
	 * once it is taken: how much there is may be long past, and it may be paused.
	 * @param nanos within which time
	 */
	boolean hasMore(long nanos) {
		return switch (state()) {
			case RUNNING -> (!this.intake.isLeasing() && this.intake.backlog() > 0) || this.schedule.isDueWithin(nanos);
			case BLOCKED -> this.sender.mayProceed();
			case STOPPED, PAUSED -> false;
		};
	}

	/**
	 * Return whether nothing is left and nothing will come.
	 */
	boolean isExhausted() {
		return this.intake.isDrained() && this.schedule.isEmpty();
	}

	/**
	 * Return whether the queue is closed, as far as is known: whoever only looks does not
	 * wait for a store that does not answer.
	 */
	boolean isQueueClosed() {
		SyncQueue<Object> present = this.intake.queue();
		return (present instanceof EngineQueue<?> engineQueue) ? engineQueue.snapshot().closed() : present.isClosed();
	}

}
