/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts virtual threads where there are any, though compiled for an older JDK.
 */
final class VirtualThreads {

	private VirtualThreads() {
	}

	static ExecutorService executor() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

}
