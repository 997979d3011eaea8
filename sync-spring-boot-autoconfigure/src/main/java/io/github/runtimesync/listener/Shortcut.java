/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.function.Consumer;

import io.github.runtimesync.SyncQueue;

/**
 * The short way of an item from the queue to the listener. A worker that has handled an
 * item with all due looks around goes on with the next ones here as long as there are
 * some, and looks at one number per item: that of the changes that the {@link Gate} has
 * counted.
 * <p>
 * Where the work is short, looking around takes longer than the work and the queue
 * together. Workers that are slower than those who put meet at the queue, and each then
 * waits for the processor caches of the others: a few instructions less halve the time.
 */
final class Shortcut {

	private final Gate gate;

	private final RetrySchedule retries;

	private final Intake intake;

	private final Handler handler;

	private final Class<?> itemClass;

	private final Consumer<Object> invoker;

	/**
	 * Create a shortcut.
	 * @param gate counts what workers have to hear of
	 * @param retries come before fresh items, so there must be none
	 * @param intake takes item by item and without envelopes
	 * @param handler knows what to do with what does not fit or fails
	 * @param target takes the item itself
	 */
	Shortcut(Gate gate, RetrySchedule retries, Intake intake, Handler handler, ListenerTarget target) {
		this.gate = gate;
		this.retries = retries;
		this.intake = intake;
		this.handler = handler;
		this.itemClass = target.itemClass();
		this.invoker = target.invoker();
	}

	/**
	 * Handle items until there is none, or something else to look at.
	 * @param worker the worker that does
	 * @return {@code true} if there was none
	 */
	boolean handleMore(Worker worker) {
		// In variables, since the queue's lock makes a field that is read after it one to
		// be read again.
		Gate gate = this.gate;
		int changes = gate.changes();
		SyncQueue<Object> queue = this.intake.queue();
		Class<?> itemClass = this.itemClass;
		WorkerFigures figures = worker.figures();
		Consumer<Object> invoker = this.invoker;
		if (!worker.isWanted() || !this.retries.isEmpty()) {
			return false;
		}
		Class<?> fitting = null;
		while (gate.changes() == changes) {
			Object item = queue.poll();
			if (item == null) {
				return true;
			}
			if (item.getClass() == fitting || itemClass.isInstance(item)) {
				fitting = item.getClass();
				call(figures, invoker, item);
			}
			else {
				this.handler.handle(worker, item);
			}
		}
		return false;
	}

	private void call(WorkerFigures figures, Consumer<Object> invoker, Object item) {
		long call = figures.begin();
		try {
			invoker.accept(item);
		}
		catch (Throwable ex) {
			this.handler.failed(item, ex);
		}
		finally {
			figures.endOne(call);
			Thread.interrupted();
		}
	}

}
