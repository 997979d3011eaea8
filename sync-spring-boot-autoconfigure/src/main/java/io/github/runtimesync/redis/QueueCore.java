/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;

/**
 * The parts of a queue that know nothing of what its items are: its sides, what else is
 * done to it, and the slot of the inbox that wakes them.
 */
final class QueueCore implements Inbox.Receiver {

	private final Binding binding;

	private final Inbox.Slot slot;

	private final QueueArguments arguments;

	private final QueueReader reader;

	private final TakeSide takes;

	private final PutSide puts;

	private final LeaseSide leases;

	private final QueueControl control;

	private final Turns turns;

	private final Turns turnsOfLeases;

	QueueCore(Binding binding) {
		this.binding = binding;
		this.arguments = new QueueArguments(binding);
		this.reader = new QueueReader(binding, this.arguments);
		this.slot = binding.context().inbox().slot(binding.keys(), this);
		this.takes = new TakeSide(this);
		this.puts = new PutSide(this);
		this.leases = new LeaseSide(this, binding.context().settings().lease());
		this.control = new QueueControl(this);
		this.turns = new Turns(binding.context(), this.puts, this.takes);
		this.turnsOfLeases = new Turns(binding.context(), this.leases);
	}

	Binding binding() {
		return this.binding;
	}

	QueueArguments arguments() {
		return this.arguments;
	}

	QueueReader reader() {
		return this.reader;
	}

	TakeSide takes() {
		return this.takes;
	}

	LeaseSide leases() {
		return this.leases;
	}

	PutSide puts() {
		return this.puts;
	}

	QueueControl control() {
		return this.control;
	}

	/**
	 * Return when a side sends. One script puts and takes, but not on lease.
	 */
	Turns turns(QueueSide side) {
		return (side != this.leases) ? this.turns : this.turnsOfLeases;
	}

	/**
	 * Return whether those who want to take can go along with a script that puts: not if
	 * the latest one has served nobody, nor while workers wait too, who would never be
	 * next.
	 */
	boolean canLend() {
		return this.puts.isServing() && this.leases.waitingCount() == 0;
	}

	/**
	 * Lend those who want to take to a script that puts.
	 */
	Loan lendTakers() {
		return canLend() ? this.takes.lend() : Loan.NONE;
	}

	/**
	 * Return whether anybody waits for an item, of either way, beside those who were
	 * lent.
	 */
	boolean areTakersLeft(Loan loan) {
		return this.leases.waitingCount() > 0 || this.takes.waitingCount() > QueueCall.countWaiting(loan.calls());
	}

	/**
	 * Do what a script asks for.
	 */
	void follow(ScriptFlags flags) {
		if (flags.isChosenForItem()) {
			wakeTakers();
		}
		if (flags.isTakerPassedOver()) {
			this.takes.recheck();
			this.leases.recheck();
		}
		if (flags.isChosenForRoom()) {
			this.puts.wake();
		}
		if (isWaiting() || flags.isTakerNoted() || flags.isNoted()) {
			listen();
		}
	}

	/**
	 * Receive messages, since this JVM is noted down as waiting.
	 */
	void listen() {
		if (this.slot.open()) {
			recheck();
		}
	}

	/**
	 * Wake those who wait for an item, of either way, since both are one in Redis. In any
	 * case this JVM is not noted down any more.
	 */
	private void wakeTakers() {
		boolean leasing = this.leases.waitingCount() > 0;
		if (leasing) {
			this.leases.wake();
		}
		if (!leasing || this.takes.waitingCount() > 0) {
			this.takes.wake();
		}
		else {
			this.takes.recheck();
		}
	}

	@Override
	public boolean isWaiting() {
		return this.takes.waitingCount() > 0 || this.leases.waitingCount() > 0 || this.puts.waitingCount() > 0;
	}

	@Override
	public void received(String what) {
		if (!what.equals("room")) {
			wakeTakers();
		}
		if (!what.equals("item")) {
			this.puts.wake();
		}
	}

	@Override
	public void recheck() {
		this.takes.recheck();
		this.leases.recheck();
		this.puts.recheck();
	}

	/**
	 * Let go of those who wait in this JVM.
	 */
	void release() {
		if (this.takes.release()) {
			later(this.takes::abandonAll, EngineContext.CLOSING);
		}
		if (this.leases.release()) {
			later(this.leases::abandonAll, EngineContext.CLOSING);
		}
		this.leases.wake();
		if (this.puts.release()) {
			later(this.puts::abandonAll, this.binding.context().settings().timeout());
		}
	}

	private void later(Runnable task, Duration delay) {
		if (this.binding.context().timer().isShutdown()) {
			task.run();
		}
		else {
			EngineContext.runLater(task, delay);
		}
	}

	/**
	 * Remove the queue for everyone.
	 */
	void remove() {
		this.control.close();
		// Those who wait are served before it is gone.
		long deadlineNanos = this.binding.context().deadlineNanos();
		this.leases.wakeAndAwait(deadlineNanos);
		this.takes.wakeAndAwait(deadlineNanos);
		this.puts.wakeAndAwait(deadlineNanos);
		this.binding.remove(this.arguments.keys());
		this.takes.wake();
		this.leases.wake();
		this.puts.wake();
	}

}
