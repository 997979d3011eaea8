/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.ArrayList;
import java.util.List;

import io.github.runtimesync.listener.Delivery.Tracked;

/**
 * Calls the listener with items as its parameter takes them. What succeeds without asking
 * for more than the item costs no allocation.
 */
final class Handler {

	private final ListenerTarget target;

	private final ListenerInvoker invoker;

	private final ItemIds ids;

	private final FailureHandler failures;

	Handler(ListenerTarget target, ItemIds ids, FailureHandler failures) {
		this.target = target;
		this.invoker = target.invoker();
		this.ids = ids;
		this.failures = failures;
	}

	/**
	 * Handle what was taken from the queue.
	 * @param worker the worker that took it
	 * @param taken an item or, for batches, a list of them
	 */
	void handle(Worker worker, Object taken) {
		if (this.target.isPlainItem() && this.target.accepts(taken)) {
			worker.begin(1);
			try {
				this.invoker.invoke(taken);
			}
			catch (Throwable ex) {
				this.failures.failed(FailureHandler.insist(() -> new Delivery(track(taken))), ex);
			}
			finally {
				worker.end();
			}
			return;
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
				call(fitting);
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
			call(delivery);
		}
		finally {
			worker.end();
		}
	}

	private void call(Delivery delivery) {
		try {
			this.invoker.invoke(this.target.argument(delivery));
		}
		catch (Throwable ex) {
			this.failures.failed(delivery, ex);
		}
	}

	private List<Tracked> fitting(List<Tracked> items) {
		return items.stream().filter((item) -> this.target.accepts(item.item())).toList();
	}

	private List<Tracked> track(Object taken) {
		if (!this.target.isBatch()) {
			return List.of(new Tracked(taken, this.ids.next()));
		}
		List<Tracked> items = new ArrayList<>();
		for (Object item : (List<?>) taken) {
			items.add(new Tracked(item, this.ids.next()));
		}
		return items;
	}

}
