/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.concurrent.ThreadFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Makes the threads of workers, platform or virtual ones. None of them keeps the JVM
 * alive, the {@link ListenerTimer} does.
 */
final class WorkerThreads {

	private final ThreadFactory factory;

	private WorkerThreads(ThreadFactory factory) {
		this.factory = factory;
	}

	static WorkerThreads of(boolean virtual) {
		return new WorkerThreads(
				virtual ? new VirtualThreadTaskExecutor().getVirtualThreadFactory() : WorkerThreads::newPlatformThread);
	}

	private static Thread newPlatformThread(Runnable task) {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		return thread;
	}

	Thread newThread(Runnable task, String name) {
		Thread thread = this.factory.newThread(task);
		thread.setName(name);
		return thread;
	}

}
