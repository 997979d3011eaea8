/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.listener.SyncListenerRun.Outcome;

/**
 * One step of a worker on the thread of the caller, for a container that is stopped. What
 * is done with the item is what a worker does; this class chooses it without waiting, and
 * looks at what was thrown and where the item went. It relies on nobody else using the
 * retries and the dead letters meanwhile, which the container sees to.
 */
final class SingleRun {

	private final String listener;

	private final ListenerTarget target;

	private final WorkerParts parts;

	private final DeadLetterSender sender;

	private @Nullable Throwable cause;

	SingleRun(String listener, ListenerTarget target, WorkerParts parts, DeadLetterSender sender) {
		this.listener = listener;
		this.target = target;
		this.parts = parts;
		this.sender = sender;
	}

	/**
	 * Process the retry that is due first, as if it were due now, or else a fresh item.
	 * @param worker keeps the figures
	 * @return what became of it
	 */
	SyncListenerRun run(Worker worker) {
		Handler handler = this.parts.handler().calling(recording());
		Delivery retry = this.parts.retries().pollNext();
		if (retry != null) {
			int attempt = retry.failures() + 1;
			long sent = this.sender.sent();
			handler.retry(worker, retry);
			return result(retry.items().stream().map(Tracked::item).toList(), attempt, sent);
		}
		Object taken = this.parts.intake().poll();
		if (taken == null) {
			return nothing();
		}
		List<?> together = this.target.isBatch() ? (List<?>) taken : List.of(taken);
		List<Object> items = together.stream().<Object>map(this.parts.intake()::itemOrRaw).toList();
		long sent = this.sender.sent();
		handler.handle(worker, taken);
		return result(items, 1, sent);
	}

	private ListenerTarget recording() {
		Consumer<Object> invoker = this.target.invoker();
		return new ListenerTarget(this.target.kind(), this.target.itemType(), this.target.itemClass(), (argument) -> {
			try {
				invoker.accept(argument);
			}
			catch (Throwable ex) {
				this.cause = ex;
				throw ex;
			}
		});
	}

	private SyncListenerRun result(List<Object> items, int attempt, long sentBefore) {
		if (this.cause instanceof InterruptedException) {
			// It was meant for the test, which is to hear of it too.
			Thread.currentThread().interrupt();
		}
		if (this.sender.sent() != sentBefore) {
			Throwable reason = (this.cause != null) ? this.cause : mismatch(items);
			return run(Outcome.DEAD_LETTERED, items, attempt, reason,
					"dead-lettered at attempt %d by %s".formatted(attempt, reason));
		}
		if (this.cause != null) {
			return run(Outcome.WILL_RETRY, items, attempt, this.cause,
					"failed at attempt %d and will be retried, by %s".formatted(attempt, this.cause));
		}
		return run(Outcome.PROCESSED, items, attempt, null, "processed at attempt %d".formatted(attempt));
	}

	private @Nullable Throwable mismatch(List<Object> items) {
		return items.stream()
			.filter((item) -> !this.target.accepts(item))
			.findFirst()
			.map(this.target::mismatch)
			.orElse(null);
	}

	private SyncListenerRun run(Outcome outcome, List<Object> items, int attempt, @Nullable Throwable reason,
			String what) {
		return new SyncListenerRun(this.listener, outcome, List.copyOf(items), attempt, reason,
				"Listener \"%s\": %s %s".formatted(this.listener, items, what));
	}

	private SyncListenerRun nothing() {
		SyncQueue<Object> queue = this.parts.intake().queue();
		String state = queue.isPaused() ? "paused" : (queue.isClosed() ? "closed and empty" : "empty");
		return new SyncListenerRun(this.listener, Outcome.NOTHING, List.of(), 0, null,
				"Listener \"%s\": nothing to do, since %s is %s and no item waits for a retry".formatted(this.listener,
						SyncKind.QUEUE.describe(queue.name()), state));
	}

}
