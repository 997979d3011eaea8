/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Collects what the threads of this JVM want of a primitive while a script of theirs is
 * under way, and sends all of it with the next one. So there is at most one script under
 * way, however many threads call, and nobody waits for company. How long an answer takes
 * is measured, since the callers had better not park before; how long a failure takes
 * says nothing about that.
 * <p>
 * Whoever turns {@code busy} on takes what is queued and sends it. Whoever turns it off
 * looks at the queue afterwards, and whoever queues looks at {@code busy} afterwards, so
 * no request is left behind.
 *
 * @param <R> the requests
 * @param <T> what their callers get
 */
final class GroupCommit<R extends Request<T>, T extends @Nullable Object> {

	private static final int MAX_BATCH = 512;

	private final Operation<R> operation;

	private final Figures figures;

	private final Queue<R> queued = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean busy = new AtomicBoolean();

	private final RoundTrip roundTrip;

	GroupCommit(Operation<R> operation, Figures figures) {
		this(operation, figures, new RoundTrip());
	}

	/**
	 * Create a group commit.
	 * @param roundTrip takes note of how long answers take
	 */
	GroupCommit(Operation<R> operation, Figures figures, RoundTrip roundTrip) {
		this.operation = operation;
		this.figures = figures;
		this.roundTrip = roundTrip;
	}

	/**
	 * Send a request with the next script, and wait as {@link Request#await()} does. If
	 * the caller gives up before it was sent, it is forgotten.
	 * @return the result
	 */
	T call(R request) {
		submit(request);
		try {
			return request.await();
		}
		finally {
			if (request.isWithdrawn()) {
				this.queued.remove(request);
			}
		}
	}

	/**
	 * Send a request with the next script, for a caller who waits for it in another way,
	 * or not at all. Never blocks.
	 */
	void submit(R request) {
		request.setPatience(this.roundTrip.patienceNanos(), this.busy.get());
		queue(request);
	}

	/**
	 * Send a request once more, which was sent with a script that could not serve it.
	 */
	void resubmit(R request) {
		request.requeue();
		queue(request);
	}

	private void queue(R request) {
		this.queued.add(request);
		proceed();
	}

	/**
	 * Give up a request that was not sent yet, and forget it.
	 * @return whether it will never be sent
	 */
	boolean withdraw(R request) {
		boolean withdrawn = request.withdraw();
		if (withdrawn) {
			this.queued.remove(request);
		}
		return withdrawn;
	}

	private void proceed() {
		while (!this.queued.isEmpty() && this.busy.compareAndSet(false, true)) {
			List<R> batch = nextBatch();
			if (!batch.isEmpty()) {
				send(batch);
				return;
			}
			this.busy.set(false);
		}
	}

	private List<R> nextBatch() {
		List<R> batch = new ArrayList<>();
		while (batch.size() < MAX_BATCH) {
			R request = this.queued.poll();
			if (request == null) {
				break;
			}
			if (request.send()) {
				batch.add(request);
			}
		}
		return batch;
	}

	private void send(List<R> batch) {
		this.figures.batch(batch.size());
		long begin = System.nanoTime();
		long deadlineNanos = latestDeadline(batch);
		Failure.stageOf(() -> this.operation.send(batch, deadlineNanos)).whenComplete((reply, failure) -> {
			if (failure == null) {
				this.roundTrip.answered(System.nanoTime() - begin);
			}
			// The next batch first: Redis works on it while these callers wake up.
			this.busy.set(false);
			try {
				proceed();
			}
			finally {
				settle(batch, reply, failure);
			}
		});
	}

	private long latestDeadline(List<R> batch) {
		long latest = batch.get(0).deadlineNanos();
		for (R request : batch) {
			if (request.deadlineNanos() - latest > 0) {
				latest = request.deadlineNanos();
			}
		}
		return latest;
	}

	private void settle(List<R> batch, @Nullable List<Object> reply, @Nullable Throwable failure) {
		Throwable thrown = failure;
		if (thrown == null && reply != null) {
			try {
				this.operation.settle(batch, reply);
				return;
			}
			catch (RuntimeException | Error ex) {
				thrown = ex;
			}
		}
		Failure shared = Failure.of((thrown != null) ? thrown : new IllegalStateException("No reply"));
		batch.forEach((request) -> request.fail(shared));
	}

	/**
	 * What is done with a batch.
	 *
	 * @param <R> the requests
	 */
	interface Operation<R> {

		/**
		 * Send a script for all requests of a batch.
		 * @param deadlineNanos when the last of its callers gives up
		 * @return what the script returns
		 */
		CompletableFuture<List<Object>> send(List<R> batch, long deadlineNanos);

		/**
		 * Settle every request of a batch, or submit it again.
		 * @param reply what the script returned
		 */
		void settle(List<R> batch, List<Object> reply);

	}

}
