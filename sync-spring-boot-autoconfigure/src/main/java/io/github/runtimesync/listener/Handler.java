/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Lease;

/**
 * Calls the listener with items as its parameter takes them. What succeeds without asking
 * for more than the item costs no allocation.
 */
final class Handler {

	private static final Log logger = LogFactory.getLog(Handler.class);

	private final ListenerTarget target;

	private final Consumer<Object> invoker;

	private final Intake intake;

	private final ItemIds ids;

	private final FailureHandler failures;

	private final String listener;

	private final int maxDeliveries;

	/**
	 * Create a handler.
	 * @param listener the id of the listener
	 * @param target what is called
	 * @param intake knows what was taken
	 * @param ids names items that have no id
	 * @param failures decides what becomes of what fails
	 * @param maxDeliveries how often an item on lease may be delivered
	 */
	Handler(String listener, ListenerTarget target, Intake intake, ItemIds ids, FailureHandler failures,
			int maxDeliveries) {
		this.listener = listener;
		this.maxDeliveries = maxDeliveries;
		this.target = target;
		this.invoker = target.invoker();
		this.intake = intake;
		this.ids = ids;
		this.failures = failures;
	}

	/**
	 * Return a handler that does the same but calls something else.
	 */
	Handler calling(ListenerTarget other) {
		return new Handler(this.listener, other, this.intake, this.ids, this.failures, this.maxDeliveries);
	}

	/**
	 * Handle what was taken from the queue.
	 * @param worker the worker that took it
	 * @param taken an item or, for batches, a list of them
	 */
	void handle(Worker worker, Object taken) {
		if (this.target.isPlainItem() && !this.intake.isLeasing()) {
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
				if (!isFitting(item)) {
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
		if (delivery.isExpiring() || delivery.items().stream().allMatch(Tracked::isLost)) {
			delivery.giveBack();
			logger.warn("Listener \"%s\" has no lease on item %s any more: it is retried by whoever has it now"
				.formatted(this.listener, delivery.items().get(0).id()));
			return;
		}
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
		try {
			worker.observed().begin(1, this.intake.envelope(taken));
			this.invoker.accept(item);
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
		if (delivery.isLeased()) {
			worker.inHand(delivery);
		}
		try {
			worker.observed().begin(delivery, this.target.isBatch());
			this.invoker.accept(this.target.argument(delivery));
			delivery.done(this.listener);
		}
		catch (Throwable ex) {
			worker.observed().failed(ex, this.failures.failed(delivery, ex));
		}
		finally {
			if (delivery.isLeased()) {
				worker.inHand(null);
			}
			worker.observed().end();
		}
	}

	private List<Tracked> fitting(List<Tracked> items) {
		return items.stream().filter(this::isFitting).toList();
	}

	private boolean isFitting(Tracked item) {
		return item.refusal() == null && this.target.accepts(item.item());
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
		Lease<?> lease = this.intake.lease(taken);
		if (lease != null) {
			return trackOne(lease);
		}
		Envelope<?> envelope = this.intake.envelope(taken);
		String id = (envelope != null) ? envelope.id() : this.ids.next();
		return new Tracked(this.intake.item(taken), id, envelope);
	}

	private Tracked trackOne(Lease<?> lease) {
		Envelope<?> envelope = lease.envelope();
		RuntimeException refusal = null;
		Object item;
		try {
			item = lease.item();
		}
		catch (SyncDecodingException ex) {
			return new Tracked(lease.raw(), envelope.id(), envelope, lease, ex);
		}
		if (lease.deliveries() > this.maxDeliveries) {
			refusal = new DeliveryLimitException(lease.deliveries() - 1);
		}
		return new Tracked(item, envelope.id(), envelope, lease, refusal);
	}

}
