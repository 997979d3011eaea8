/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Lease;

/**
 * An item and what identifies it from its first attempt to its dead letter.
 *
 * @param item the item, or its stored form if it could not be decoded
 * @param id the id
 * @param envelope what came with the item, {@code null} if it came alone
 * @param lease the lease that it was taken on, {@code null} if it belongs to this JVM
 * @param refusal why it must not be handled, {@code null} if it may
 */
record Tracked(Object item, String id, @Nullable Envelope<?> envelope, @Nullable Lease<?> lease,
		@Nullable RuntimeException refusal) {

	private static final Log logger = LogFactory.getLog(Tracked.class);

	Tracked(Object item, String id, @Nullable Envelope<?> envelope) {
		this(item, id, envelope, null, null);
	}

	/**
	 * Return how often the item was delivered, this time included.
	 */
	int deliveries() {
		return (this.lease != null) ? this.lease.deliveries() : 1;
	}

	/**
	 * Return whether somebody else may have the item by now.
	 */
	boolean isLost() {
		return this.lease != null && this.lease.isLost();
	}

	/**
	 * The item has found its end here.
	 * @param listener the id of the listener, for the log
	 */
	void done(String listener) {
		if (this.lease != null) {
			this.lease.done().thenAccept((inTime) -> {
				if (!inTime) {
					logger.warn(
							"Listener \"%s\" is done with item %s, but its lease had run out: it may be processed again"
								.formatted(listener, this.id));
				}
			});
		}
	}

	/**
	 * Give the item back to its queue if it is on lease; the attempt counts.
	 */
	void giveBack() {
		if (this.lease != null) {
			this.lease.giveBack();
		}
	}

	/**
	 * Have the item go back to its queue if it is on lease and does not find its end in
	 * time.
	 */
	void letExpire() {
		if (this.lease != null) {
			this.lease.letExpire();
		}
	}

}
