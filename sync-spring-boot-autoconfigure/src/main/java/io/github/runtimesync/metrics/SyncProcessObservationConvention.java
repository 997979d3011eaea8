/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and tags for the observation of calls of listeners. A bean of this type replaces
 * {@link DefaultSyncProcessObservationConvention}; a {@link GlobalObservationConvention}
 * is asked only if there is none.
 */
public interface SyncProcessObservationConvention extends ObservationConvention<SyncProcessContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof SyncProcessContext;
	}

}
