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
 * does nothing if there is no observer. No call throws anything, not even for want of
 * memory: an item is in hand.
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
			try {
				follower.begin(attempt, envelope);
				this.begun = true;
			}
			catch (Throwable ex) {
				warn(ex);
			}
		}
	}

	void begin(Delivery delivery, boolean batch) {
		if (this.observer == null) {
			return;
		}
		int attempt = delivery.attempt(delivery.items().get(0));
		if (!batch) {
			begin(attempt, delivery.items().get(0).envelope());
			return;
		}
		try {
			beginBatch(attempt, envelopes(delivery));
		}
		catch (Throwable ex) {
			warn(ex);
		}
	}

	void beginBatch(int attempt, List<Envelope<?>> envelopes) {
		CallObserver follower = this.observer;
		if (follower != null) {
			try {
				follower.beginBatch(attempt, envelopes);
				this.begun = true;
			}
			catch (Throwable ex) {
				warn(ex);
			}
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
			try {
				follower.failed(failure, consequence);
			}
			catch (Throwable ex) {
				warn(ex);
			}
		}
	}

	void end() {
		CallObserver follower = this.observer;
		if (follower != null && this.begun) {
			this.begun = false;
			try {
				follower.end();
			}
			catch (Throwable ex) {
				warn(ex);
			}
		}
	}

	private static void warn(Throwable failure) {
		try {
			logger.warn("A call of a listener could not be observed", failure);
		}
		catch (Throwable ex) {
			// There is no memory to tell of it either, or what was thrown cannot be told
			// of.
		}
	}

}
