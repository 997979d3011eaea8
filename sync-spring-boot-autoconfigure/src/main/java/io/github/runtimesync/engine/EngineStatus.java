/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How an engine gets on with its store outside of this JVM.
 *
 * @param reachable whether the store answers
 * @param problem why it does not, {@code null} if it does
 * @param lastAnswer how long ago it answered last, {@code null} if it never did
 * @param roundTrip how long the latest answer took, {@code null} if there was none
 */
public record EngineStatus(boolean reachable, @Nullable String problem, @Nullable Duration lastAnswer,
		@Nullable Duration roundTrip) {

}
