/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a change of a listener through the endpoint did.
 *
 * @param id the id of the listener
 * @param action what was asked for; {@code scale} for a new concurrency
 * @param changed whether that changed anything: a paused listener cannot be paused again
 * @param concurrency the new bounds, if that was asked for
 * @param moved how many dead letters a replay moved
 * @param remaining how many letters there are in the dead-letter queue after a replay:
 * those that did not fit or cannot be decoded, those of other listeners, and others that
 * came meanwhile
 */
public record ListenerChangeDescriptor(String id, String action, boolean changed, @Nullable String concurrency,
		@Nullable Integer moved, @Nullable Integer remaining) implements OperationResponseBody {

	static ListenerChangeDescriptor of(String id, String action, boolean changed) {
		return new ListenerChangeDescriptor(id, action, changed, null, null, null);
	}

}
