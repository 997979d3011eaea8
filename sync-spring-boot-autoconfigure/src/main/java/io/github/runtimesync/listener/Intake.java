/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;

/**
 * How workers take from the queue: item by item, or a {@link List} of items at a time.
 * What it returns is no longer in the queue and belongs to the caller.
 */
final class Intake {

	/** How many items of a batch there is room for from the start. */
	private static final int FIRST_ITEMS = 16;

	private final Supplier<SyncQueue<Object>> opener;

	/** 0 for item by item. */
	private final int batchSize;

	private final long batchTimeoutNanos;

	private final boolean envelopes;

	private final FailureLog log;

	private volatile ItemSource source;

	Intake(Supplier<SyncQueue<Object>> opener, int batchSize, Duration batchTimeout, boolean envelopes) {
		this.opener = opener;
		this.batchSize = batchSize;
		this.batchTimeoutNanos = batchTimeout.toNanos();
		this.envelopes = envelopes;
		this.source = ItemSource.of(opener.get(), envelopes);
		this.log = new FailureLog(Intake.class, SyncKind.QUEUE.describe(this.source.queue.name()));
	}

	/**
	 * Find the queue again: it may have been removed and created anew since.
	 */
	void start() {
		this.source = ItemSource.of(this.opener.get(), this.envelopes);
	}

	/**
	 * Take what is there.
	 * @return an item or a batch, {@code null} if there is nothing
	 */
	@Nullable Object poll() {
		if (this.batchSize == 0) {
			return this.source.poll();
		}
		List<Object> batch = new ArrayList<>();
		return (this.source.drainTo(batch, this.batchSize) > 0) ? batch : null;
	}

	/**
	 * Take what is there if that is a matter of this JVM alone. If not, a look is as dear
	 * as waiting, so a worker better waits at once.
	 * @return an item or a batch, {@code null} if there is nothing or nobody has looked
	 */
	@Nullable Object pollLocally() {
		return isLeasing() ? null : poll();
	}

	/**
	 * Wait for an item, for as long as it takes.
	 * @return an item or a batch, {@code null} if there will be none
	 * @throws InterruptedException if interrupted before there was one
	 */
	@Nullable Object await() throws InterruptedException {
		if (this.batchSize == 0) {
			return this.source.get();
		}
		// Made before there is something to lose if there is no memory for it.
		List<Object> batch = new ArrayList<>(Math.min(this.batchSize, FIRST_ITEMS));
		Object item = this.source.get();
		if (item == null) {
			return null;
		}
		batch.add(item);
		if (this.batchSize > 1) {
			fill(batch);
		}
		return batch;
	}

	private void fill(List<Object> batch) {
		try {
			this.source.drainTo(batch, this.batchSize - batch.size());
		}
		catch (Throwable ex) {
			// What is in hand already must be handled, or nobody ever does.
			this.log.error("A batch from %s is not full, since no more could be taken", ex);
		}
	}

	/**
	 * Return whether a batch may wait for more.
	 */
	boolean isPartial(Object taken) {
		return this.batchTimeoutNanos > 0 && this.batchSize != 0 && ((List<?>) taken).size() < this.batchSize;
	}

	/**
	 * Wait for the rest of a batch, for as long as a batch may wait.
	 * @param taken the batch, complete or not afterwards, also if interrupted
	 * @return the batch
	 * @throws InterruptedException if interrupted while waiting
	 */
	@SuppressWarnings("unchecked")
	Object complete(Object taken) throws InterruptedException {
		List<Object> batch = (List<Object>) taken;
		long deadline = System.nanoTime() + this.batchTimeoutNanos;
		while (batch.size() < this.batchSize) {
			Object item = this.source.poll(Duration.ofNanos(deadline - System.nanoTime()));
			if (item == null) {
				return batch;
			}
			batch.add(item);
		}
		return batch;
	}

	/**
	 * Return what came with an item.
	 * @param taken an item as it was taken
	 * @return the envelope, {@code null} if it came alone
	 */
	@Nullable Envelope<?> envelope(Object taken) {
		return this.source.envelope(taken);
	}

	/**
	 * Return an item itself.
	 * @param taken an item as it was taken
	 * @return the item
	 */
	Object item(Object taken) {
		return this.source.item(taken);
	}

	/**
	 * Return an item itself, or its stored form if it cannot be decoded.
	 */
	Object itemOrRaw(Object taken) {
		Lease<?> lease = lease(taken);
		if (lease == null) {
			return item(taken);
		}
		try {
			return lease.item();
		}
		catch (SyncDecodingException ex) {
			return lease.raw();
		}
	}

	/**
	 * Return the lease of an item.
	 * @param taken an item as it was taken
	 * @return the lease, {@code null} if the item belongs to this JVM
	 */
	@Nullable Lease<?> lease(Object taken) {
		return this.source.lease(taken);
	}

	/**
	 * Return whether items stay in the keeping of their engine until they are done with.
	 */
	boolean isLeasing() {
		return this.source.leases() != null;
	}

	/**
	 * Give back what was taken, as if it had not been, if it is on lease.
	 * @param taken an item or a batch
	 * @return whether it is
	 */
	boolean giveBack(Object taken) {
		if (!isLeasing()) {
			return false;
		}
		List<?> leases = (this.batchSize == 0) ? List.of(taken) : (List<?>) taken;
		for (int i = leases.size() - 1; i >= 0; i--) {
			((Lease<?>) leases.get(i)).giveBackUntouched();
		}
		return true;
	}

	/**
	 * Tell the engine what has become of leases.
	 * @param timeout how long to wait for its answer
	 */
	void flush(Duration timeout) {
		Leases<Object> leases = this.source.leases();
		if (leases != null) {
			leases.flush(timeout);
		}
	}

	/**
	 * Return whether there is nothing and will be nothing.
	 */
	boolean isDrained() {
		return this.source.isDrained();
	}

	SyncQueue<Object> queue() {
		return this.source.queue;
	}

	/**
	 * Return how many items could be taken now: none while somebody has paused the queue.
	 * Of leased ones, how many the last look has left there, paused or not.
	 */
	int backlog() {
		return this.source.backlog();
	}

}
