/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for items, unique over the life of a queue that several JVMs share: a random part
 * that is drawn once, and a number.
 */
final class ItemIds {

	private final String prefix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "-";

	private final AtomicLong number = new AtomicLong();

	String next() {
		return this.prefix + this.number.incrementAndGet();
	}

}
