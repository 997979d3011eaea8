/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.listener.SyncListenerSnapshot.StuckCall;

/**
 * Looks at the workers now and then, and reports a call that was there at each look for
 * longer than it should be. So a call costs nothing more, and is reported a little late
 * rather than too early.
 */
final class StuckWatch {

	private static final Log logger = LogFactory.getLog(StuckWatch.class);

	private static final int LOOKS = 10;

	private final String listener;

	private final Duration stuckAfter;

	private final WorkerPool pool;

	private final ListenerTimer timer;

	private final Consumer<StuckCall> onStuck;

	private final FailureLog failures;

	/** Guarded by the monitor. */
	private final Map<Worker, Call> seen = new HashMap<>();

	private int generation;

	StuckWatch(String listener, Duration stuckAfter, WorkerPool pool, ListenerTimer timer,
			Consumer<StuckCall> onStuck) {
		this.listener = listener;
		this.stuckAfter = stuckAfter;
		this.pool = pool;
		this.timer = timer;
		this.onStuck = onStuck;
		this.failures = new FailureLog(StuckWatch.class, "Listener \"%s\"".formatted(listener));
	}

	/**
	 * Return the calls that were found to be stuck and still go on, also after a stop.
	 */
	synchronized List<StuckCall> stuck() {
		return this.seen.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().reported() && entry.getValue().isOf(entry.getKey()))
			.map((entry) -> entry.getValue().describe(entry.getKey()))
			.toList();
	}

	synchronized void start() {
		if (!this.stuckAfter.isZero()) {
			this.generation++;
			scheduleLook(this.generation);
		}
	}

	synchronized void stop() {
		this.generation++;
	}

	private void scheduleLook(int ofGeneration) {
		long nanos = Math.max(Duration.ofMillis(5).toNanos(), this.stuckAfter.toNanos() / LOOKS);
		this.timer.schedule(() -> look(ofGeneration), nanos);
	}

	private void look(int ofGeneration) {
		List<Worker> reported = new ArrayList<>();
		synchronized (this) {
			if (ofGeneration != this.generation) {
				return;
			}
			scheduleLook(ofGeneration);
			List<Worker> workers = this.pool.workers();
			this.seen.keySet().retainAll(workers);
			workers.forEach((worker) -> look(worker, reported));
		}
		reported.forEach(this::tryReport);
	}

	private void tryReport(Worker worker) {
		try {
			report(worker);
		}
		catch (Throwable ex) {
			// Others are stuck too, and somebody must hear of them.
			this.failures.error("%s is stuck, and telling of it failed", ex);
		}
	}

	private void look(Worker worker, List<Worker> reported) {
		long calls = worker.figures().calls();
		Call call = this.seen.get(worker);
		if (calls % 2 == 0) {
			this.seen.remove(worker);
		}
		else if (call == null || call.number() != calls) {
			this.seen.put(worker, new Call(calls, System.nanoTime(), false));
		}
		else if (!call.reported() && call.nanos() >= this.stuckAfter.toNanos()) {
			letExpire(worker, call);
			this.seen.put(worker, new Call(calls, call.sinceNanos(), true));
			reported.add(worker);
		}
	}

	private static void letExpire(Worker worker, Call call) {
		Delivery delivery = worker.inHand();
		// What was read is of this call only if the call still goes on.
		if (delivery != null && call.isOf(worker)) {
			delivery.letExpire();
		}
	}

	private void report(Worker worker) {
		Thread thread = worker.thread();
		logger.warn("Listener \"%s\" has been busy with one call for more than %s; %s is at%s".formatted(this.listener,
				this.stuckAfter, thread.getName(), describe(thread.getStackTrace())));
		this.onStuck.accept(new StuckCall(thread.getName(), this.stuckAfter));
	}

	static String describe(StackTraceElement[] stack) {
		StringBuilder lines = new StringBuilder();
		for (StackTraceElement frame : stack) {
			lines.append("\n\tat ").append(frame);
		}
		return lines.toString();
	}

	/**
	 * A call, as far as it is known.
	 *
	 * @param number the number of the call of its worker
	 * @param sinceNanos when it was seen first
	 * @param reported whether it is stuck and somebody was told
	 */
	private record Call(long number, long sinceNanos, boolean reported) {

		long nanos() {
			return System.nanoTime() - this.sinceNanos;
		}

		boolean isOf(Worker worker) {
			return worker.figures().calls() == this.number;
		}

		StuckCall describe(Worker worker) {
			return new StuckCall(worker.thread().getName(), Duration.ofNanos(nanos()));
		}

	}

}
