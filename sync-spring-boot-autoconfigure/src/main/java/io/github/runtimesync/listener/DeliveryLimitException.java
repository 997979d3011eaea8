/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import io.github.runtimesync.SyncException;

/**
 * The cause of the {@link DeadLetter} of an item that was delivered too often without
 * finding an end: as a rule it ends the JVM that processes it, or keeps it busy for ever.
 */
public class DeliveryLimitException extends SyncException {

	DeliveryLimitException(int deliveries) {
		super("Delivered %d time(s), each time to a worker that was never heard of again".formatted(deliveries));
	}

}
