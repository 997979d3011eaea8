/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;

/**
 * Keeps the failures of a {@link CallObserver} away from the items of its worker, and
 * does nothing if there is no observer.
 */
final class WorkerCalls {

	private static final Log logger = LogFactory.getLog(WorkerCalls.class);

	private final @Nullable CallObserver observer;

	private boolean begun;

	WorkerCalls(@Nullable CallObserver observer) {
		this.observer = observer;
	}

	void begin(int attempt, @Nullable Envelope<?> envelope) {
		CallObserver follower = this.observer;
		if (follower != null) {
			this.begun = follow(() -> follower.begin(attempt, envelope));
		}
	}

	void begin(Delivery delivery, boolean batch) {
		if (this.observer == null) {
			return;
		}
		int attempt = delivery.attempt(delivery.items().get(0));
		if (batch) {
			beginBatch(attempt, envelopes(delivery));
		}
		else {
			begin(attempt, delivery.items().get(0).envelope());
		}
	}

	void beginBatch(int attempt, List<Envelope<?>> envelopes) {
		CallObserver follower = this.observer;
		if (follower != null) {
			this.begun = follow(() -> follower.beginBatch(attempt, envelopes));
		}
	}

	private static List<Envelope<?>> envelopes(Delivery delivery) {
		List<Envelope<?>> envelopes = new ArrayList<>();
		for (Tracked item : delivery.items()) {
			if (item.envelope() != null) {
				envelopes.add(item.envelope());
			}
		}
		return envelopes;
	}

	void failed(Throwable failure, Consequence consequence) {
		CallObserver follower = this.observer;
		if (follower != null && this.begun) {
			follow(() -> follower.failed(failure, consequence));
		}
	}

	void end() {
		CallObserver follower = this.observer;
		if (follower != null && this.begun) {
			this.begun = false;
			follow(follower::end);
		}
	}

	private static boolean follow(Runnable action) {
		try {
			action.run();
			return true;
		}
		catch (Throwable ex) {
			warn(ex);
			return false;
		}
	}

	private static void warn(Throwable failure) {
		try {
			logger.warn("A call of a listener could not be observed", failure);
		}
		catch (VirtualMachineError ex) {
			// There is no memory to tell of it either.
		}
	}

}
