/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.Locale;

import io.micrometer.common.KeyValues;

import io.github.runtimesync.engine.PutEnd;

/**
 * Names and tags for the observation of puts, unless somebody sets others.
 */
public class DefaultSyncPutObservationConvention implements SyncPutObservationConvention {

	/**
	 * The name of the observation.
	 */
	public static final String NAME = "sync.queue.put";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(SyncPutContext context) {
		return context.getQueue() + " put";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SyncPutContext context) {
		PutEnd end = context.getEnd();
		return KeyValues.of("queue", context.getQueueTag(), "outcome",
				(end != null) ? end.name().toLowerCase(Locale.ROOT) : "unknown");
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(SyncPutContext context) {
		return KeyValues.of("messaging.destination.name", context.getQueue());
	}

}
