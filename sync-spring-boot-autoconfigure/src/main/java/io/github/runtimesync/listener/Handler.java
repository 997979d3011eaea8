/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.ArrayList;
import java.util.List;

import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.listener.Delivery.Tracked;

/**
 * Calls the listener with items as its parameter takes them. What succeeds without asking
 * for more than the item costs no allocation.
 */
final class Handler {

	private final ListenerTarget target;

	private final ListenerInvoker invoker;

	private final Intake intake;

	private final ItemIds ids;

	private final FailureHandler failures;

	Handler(ListenerTarget target, Intake intake, ItemIds ids, FailureHandler failures) {
		this.target = target;
		this.invoker = target.invoker();
		this.intake = intake;
		this.ids = ids;
		this.failures = failures;
	}

	/**
	 * Handle what was taken from the queue.
	 * @param worker the worker that took it
	 * @param taken an item or, for batches, a list of them
	 */
	void handle(Worker worker, Object taken) {
		if (this.target.isPlainItem()) {
			Object item = this.intake.item(taken);
			if (this.target.accepts(item)) {
				call(worker, taken, item);
				return;
			}
		}
		List<Tracked> items = FailureHandler.insist(() -> track(taken));
		worker.begin(items.size());
		try {
			for (Tracked item : items) {
				if (!this.target.accepts(item.item())) {
					this.failures.unfit(item);
				}
			}
			Delivery fitting = FailureHandler.insist(() -> new Delivery(fitting(items)));
			if (!fitting.items().isEmpty()) {
				call(worker, fitting);
			}
		}
		finally {
			worker.end();
		}
	}

	/**
	 * Make another attempt.
	 * @param worker the worker that makes it
	 * @param delivery what failed before
	 */
	void retry(Worker worker, Delivery delivery) {
		worker.begin(delivery.items().size());
		try {
			call(worker, delivery);
		}
		finally {
			worker.end();
		}
	}

	private void call(Worker worker, Object taken, Object item) {
		worker.begin(1);
		worker.observed().begin(1, this.intake.envelope(taken));
		try {
			this.invoker.invoke(item);
		}
		catch (Throwable ex) {
			worker.observed().failed(ex, failed(taken, ex));
		}
		finally {
			worker.observed().end();
			worker.end();
		}
	}

	/**
	 * Decide what becomes of what failed at its first attempt.
	 * @param taken an item or, for batches, a list of them
	 * @param failure why it failed
	 * @return what became of it
	 */
	Consequence failed(Object taken, Throwable failure) {
		Delivery delivery = FailureHandler.insist(() -> new Delivery(track(taken)));
		return this.failures.failed(delivery, failure);
	}

	private void call(Worker worker, Delivery delivery) {
		worker.observed().begin(delivery, this.target.isBatch());
		try {
			this.invoker.invoke(this.target.argument(delivery));
		}
		catch (Throwable ex) {
			worker.observed().failed(ex, this.failures.failed(delivery, ex));
		}
		finally {
			worker.observed().end();
		}
	}

	private List<Tracked> fitting(List<Tracked> items) {
		return items.stream().filter((item) -> this.target.accepts(item.item())).toList();
	}

	private List<Tracked> track(Object taken) {
		if (!this.target.isBatch()) {
			return List.of(trackOne(taken));
		}
		List<Tracked> items = new ArrayList<>();
		for (Object item : (List<?>) taken) {
			items.add(trackOne(item));
		}
		return items;
	}

	private Tracked trackOne(Object taken) {
		Envelope<?> envelope = this.intake.envelope(taken);
		String id = (envelope != null) ? envelope.id() : this.ids.next();
		return new Tracked(this.intake.item(taken), id, envelope);
	}

}
