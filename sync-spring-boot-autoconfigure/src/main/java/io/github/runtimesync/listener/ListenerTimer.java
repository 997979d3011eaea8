/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread for everything that containers do at a later time. It lives while a
 * container runs, and since it is not a daemon it keeps the JVM of an application without
 * a web server alive; the workers are daemons, so that one that is blocked for ever
 * cannot.
 * <p>
 * What is scheduled while no container runs, or still waits when the last one stops, is
 * dropped: a container looks after its affairs again when it starts.
 */
final class ListenerTimer {

	private static final Log logger = LogFactory.getLog(ListenerTimer.class);

	private int users;

	private @Nullable ScheduledThreadPoolExecutor executor;

	synchronized void acquire() {
		if (this.users == 0) {
			ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "sync-listener-timer");
				thread.setDaemon(false);
				return thread;
			});
			created.prestartCoreThread();
			this.executor = created;
		}
		this.users++;
	}

	synchronized void release() {
		if (--this.users == 0 && this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
		}
	}

	synchronized void schedule(Runnable task, long delayNanos) {
		if (this.executor != null) {
			this.executor.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("A task of the listeners failed", ex);
		}
	}

}
