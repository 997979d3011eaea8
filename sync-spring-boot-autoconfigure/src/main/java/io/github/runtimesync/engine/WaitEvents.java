/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Begins events of Java Flight Recorder. A class of its own, which {@link WaitObserver}
 * uses only if the JVM has Flight Recorder, so that the verifier does not look for it.
 */
final class WaitEvents {

	private WaitEvents() {
	}

	static WaitRecord put(WaitObserver observer) {
		return new QueuePutEvent().begin(observer);
	}

	static WaitRecord get(WaitObserver observer) {
		return new QueueGetEvent().begin(observer);
	}

	static WaitRecord await(WaitObserver observer) {
		return new WaitGroupAwaitEvent().begin(observer);
	}

}
