/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An item together with what a {@link SyncListener} may want to know of its delivery.
 *
 * @param item the item
 * @param attempt which attempt this is, from 1
 * @param id identifies the item from its first attempt to its {@link DeadLetter}
 * @param putTime when it was put, {@code null} if its engine does not keep that, or it
 * was put before a listener took from the queue
 * @param <T> the type of the item
 */
public record SyncMessage<T>(T item, int attempt, String id, @Nullable Instant putTime) {

}
