/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;

/**
 * Once the executors have stopped, tells of each queue that still holds items: a warning
 * in the log and a {@link QueueLeftoverEvent}.
 */
public final class LeftoverReport extends ShutdownStep {

	private static final Log logger = LogFactory.getLog(LeftoverReport.class);

	private final DefaultSyncRegistry registry;

	/**
	 * Create the step.
	 * @param registry the registry to report on
	 */
	public LeftoverReport(DefaultSyncRegistry registry) {
		super(REPORT_PHASE);
		this.registry = registry;
	}

	@Override
	void close(Runnable callback) {
		try {
			this.registry.primitives(SyncKind.QUEUE).forEach(this::report);
		}
		finally {
			callback.run();
		}
	}

	private void report(EnginePrimitive primitive) {
		if (primitive.snapshot() instanceof QueueSnapshot queue && queue.size() > 0) {
			logger.warn("%s still held %d item(s) when the application ended; nobody took them"
				.formatted(SyncKind.QUEUE.describe(queue.name()), queue.size()));
			context().publishEvent(new QueueLeftoverEvent(context(), queue.name(), queue.size()));
		}
	}

}
