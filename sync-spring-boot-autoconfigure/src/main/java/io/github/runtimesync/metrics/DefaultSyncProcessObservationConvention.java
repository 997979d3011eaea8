/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import io.micrometer.common.KeyValues;

/**
 * Names and tags for the observation of listeners' calls, unless somebody sets others.
 */
public class DefaultSyncProcessObservationConvention implements SyncProcessObservationConvention {

	/**
	 * The name of the observation.
	 */
	public static final String NAME = "sync.listener.process";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(SyncProcessContext context) {
		return context.getQueue() + " process";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(SyncProcessContext context) {
		Throwable failure = context.getError();
		return KeyValues.of("name", context.getListener(), "queue", context.getQueue(), "result",
				context.isEnded() ? CallTags.result(failure) : "unknown", "exception", CallTags.exception(failure));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(SyncProcessContext context) {
		KeyValues values = KeyValues.of("messaging.destination.name", context.getQueue(), "sync.attempt",
				String.valueOf(context.getAttempt()));
		return (context.getEnvelopes().size() != 1)
				? values.and("messaging.batch.message_count", String.valueOf(context.getEnvelopes().size()))
				: values.and("messaging.message.id", context.getEnvelopes().get(0).id());
	}

}
