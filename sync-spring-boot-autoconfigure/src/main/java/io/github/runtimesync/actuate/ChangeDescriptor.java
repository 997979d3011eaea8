/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a change through the endpoint did.
 *
 * @param kind the kind of the primitive, as in the path
 * @param name its name
 * @param action what was asked for
 * @param changed whether that changed anything: a paused queue cannot be paused again
 * @param dropped how many items were dropped, for an action that drops some
 */
public record ChangeDescriptor(String kind, String name, String action, boolean changed,
		@Nullable Integer dropped) implements OperationResponseBody {

}
