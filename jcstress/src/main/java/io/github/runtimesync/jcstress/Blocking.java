/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.jcstress;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncWaitGroup;

/**
 * Blocking calls for actors, which cannot throw checked exceptions and which nobody
 * interrupts.
 */
final class Blocking {

	private Blocking() {
	}

	static <E> void put(SyncQueue<E> queue, E item) {
		try {
			queue.put(item);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static <E> E get(SyncQueue<E> queue) {
		try {
			return queue.get();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void await(SyncWaitGroup group) {
		try {
			group.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
