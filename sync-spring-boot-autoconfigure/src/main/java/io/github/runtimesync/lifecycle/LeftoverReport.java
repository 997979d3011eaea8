/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.HeldItems;
import io.github.runtimesync.engine.ItemHolder;

/**
 * Once the executors have stopped, tells of each queue of which items are left, queued or
 * in the hands of a listener: a warning in the log and a {@link QueueLeftoverEvent}. Of
 * queues that other JVMs share nothing is left over.
 */
public final class LeftoverReport extends ShutdownStep {

	private static final Log logger = LogFactory.getLog(LeftoverReport.class);

	private final DefaultSyncRegistry registry;

	private final Supplier<Stream<ItemHolder>> holders;

	/**
	 * Create the step.
	 * @param registry the registry to report on
	 * @param holders those who may have items in hand
	 */
	public LeftoverReport(DefaultSyncRegistry registry, Supplier<Stream<ItemHolder>> holders) {
		super(REPORT_PHASE);
		this.registry = registry;
		this.holders = holders;
	}

	@Override
	void close(Runnable callback) {
		try {
			Map<String, Leftover> byQueue = new TreeMap<>();
			this.registry.primitives(SyncKind.QUEUE)
				.filter((queue) -> isOurs(queue.name()))
				.map((primitive) -> (QueueSnapshot) primitive.snapshot())
				.forEach((queue) -> add(byQueue, queue.name(), new Leftover(queue.size() + queue.delayed(), 0, 0, 0)));
			this.holders.get()
				.flatMap((holder) -> holder.held().stream())
				.filter((held) -> isOurs(held.queue()))
				.forEach((held) -> add(byQueue, held.queue(), Leftover.of(held)));
			byQueue.forEach(this::tryReport);
		}
		finally {
			callback.run();
		}
	}

	/**
	 * What is in a shared queue, or on lease from one, goes to another JVM.
	 */
	private boolean isOurs(String queue) {
		return !this.registry.isShared(SyncKind.QUEUE, queue);
	}

	private static void add(Map<String, Leftover> byQueue, String queue, Leftover leftover) {
		byQueue.merge(queue, leftover, Leftover::plus);
	}

	private void tryReport(String queue, Leftover leftover) {
		try {
			report(queue, leftover);
		}
		catch (Throwable ex) {
			// Other queues have to be reported too.
			logger.error("Whoever is told what is left of %s failed".formatted(SyncKind.QUEUE.describe(queue)), ex);
		}
	}

	private void report(String queue, Leftover leftover) {
		if (leftover.queued() > 0) {
			logger.warn("%s still held %d item(s) when the application ended; nobody took them"
				.formatted(SyncKind.QUEUE.describe(queue), leftover.queued()));
		}
		if (leftover.held() > 0) {
			logger.warn("%d item(s) of %s were not done with when the application ended: %d waited for a retry,"
				.formatted(leftover.held(), SyncKind.QUEUE.describe(queue), leftover.inRetry())
					+ " %d were being processed, %d found no dead-letter queue".formatted(leftover.unfinished(),
							leftover.undeliverable()));
		}
		if (leftover.queued() + leftover.held() > 0) {
			context().publishEvent(new QueueLeftoverEvent(context(), queue, leftover.queued(), leftover.held()));
		}
	}

	/**
	 * What is left of a queue.
	 *
	 * @param queued how many items it holds
	 * @param inRetry how many a listener wanted to try again
	 * @param unfinished how many a listener did not finish
	 * @param undeliverable how many it could not get rid of
	 */
	private record Leftover(int queued, int inRetry, int unfinished, long undeliverable) {

		static Leftover of(HeldItems held) {
			return new Leftover(0, held.inRetry(), held.unfinished(), held.undeliverable());
		}

		Leftover plus(Leftover other) {
			return new Leftover(this.queued + other.queued, this.inRetry + other.inRetry,
					this.unfinished + other.unfinished, this.undeliverable + other.undeliverable);
		}

		long held() {
			return this.inRetry + this.unfinished + this.undeliverable;
		}

	}

}
