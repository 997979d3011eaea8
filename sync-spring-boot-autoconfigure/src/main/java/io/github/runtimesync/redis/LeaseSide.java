/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.LeaseChange.Kind;

/**
 * The callers that take items on lease. Each script also carries the changes that have
 * come up since the one before: so "done, and the next one please" of all workers of this
 * JVM is one script. What is done with waits for that a moment before it goes alone.
 * <p>
 * No change is forgotten: whoever adds one has a script look, or turns {@code lingering}
 * on or finds it on, and the timer turns it off before it looks at the changes. The
 * script under way has the changes {@code carried}, which nobody else touches; answers
 * are told without the lock.
 */
final class LeaseSide extends QueueSide {

	private static final Log logger = LogFactory.getLog(LeaseSide.class);

	private static final Script LEASE = Script.ofLeasing("queue-lease");

	private static final int MAX_CHANGES = 512;

	/** How long a change waits for a taker to go along with. */
	private static final long LINGER_MILLIS = 10;

	private static final long AFTER_FAILURE_MILLIS = 1000;

	private final byte[] leaseMillis;

	private final byte[] tokens;

	private final Deque<LeaseChange> changes = new ConcurrentLinkedDeque<>();

	private final AtomicBoolean lingering = new AtomicBoolean();

	private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();

	private List<LeaseChange> carried = List.of();

	private volatile boolean drained;

	private volatile int backlog;

	LeaseSide(QueueCore queue, Duration lease) {
		super(queue, true, false, new Selection());
		this.leaseMillis = Keys.bytes(Long.toString(lease.toMillis()));
		this.tokens = Keys.bytes(queue.binding().context().newLane());
	}

	/**
	 * Have a change carried out soon. Never blocks.
	 * @return whether Redis still knew the lease
	 */
	CompletableFuture<Boolean> change(Kind kind, String token) {
		LeaseChange change = new LeaseChange(kind, token);
		this.changes.add(change);
		if (kind == Kind.DONE || kind == Kind.ASIDE) {
			linger(LINGER_MILLIS);
		}
		else {
			wake();
		}
		return change.found();
	}

	/**
	 * Have changes carried out with one script. Never blocks.
	 */
	void change(List<LeaseChange> several) {
		this.changes.addAll(several);
		wake();
	}

	private void linger(long millis) {
		if (this.lingering.compareAndSet(false, true)) {
			later(millis, () -> {
				this.lingering.set(false);
				if (!this.changes.isEmpty()) {
					wake();
				}
			});
		}
	}

	/**
	 * Have all changes carried out that were made before.
	 * @return completes when that is so
	 */
	CompletableFuture<?> flush() {
		return change(Kind.PROLONGED, "");
	}

	/**
	 * Return whether nothing is to be expected any more.
	 */
	boolean isDrained() {
		return this.drained || isReleased() || this.queue.binding().isRemoved();
	}

	/**
	 * Return how many items the last script has left.
	 */
	int backlog() {
		return this.backlog;
	}

	@Override
	CompletableFuture<List<Object>> send(List<QueueCall> batch) {
		List<LeaseChange> next = new ArrayList<>();
		while (next.size() < MAX_CHANGES) {
			LeaseChange change = this.changes.poll();
			if (change == null) {
				break;
			}
			next.add(change);
		}
		this.carried = next;
		turns().sending(batch.size(), false);
		List<byte[]> args = this.queue.arguments().listOfTaking(batch);
		args.add(this.leaseMillis);
		args.add(this.tokens);
		for (LeaseChange change : next) {
			args.add(change.kind());
			args.add(change.token());
		}
		return this.lane.run(LEASE, args, ExactlyOnce.latestDeadlineNanos());
	}

	@Override
	void failed(Failure failure) {
		List<LeaseChange> unsettled = this.carried;
		this.carried = List.of();
		boolean isRemoved = failure.reason() == Reason.REMOVED;
		if (isRemoved || isReleased()) {
			this.answers.add(() -> giveUp(unsettled, isRemoved));
			return;
		}
		if (unsettled.isEmpty()) {
			return;
		}
		// First again, since the next script may be one that flushes those before it.
		for (int i = unsettled.size() - 1; i >= 0; i--) {
			this.changes.addFirst(unsettled.get(i));
		}
		this.answers.add(() -> {
			logger.warn("%s: Redis does not learn what has become of %d leases, which is tried again"
				.formatted(this.queue.binding(), unsettled.size()), failure.getCause());
			linger(AFTER_FAILURE_MILLIS);
		});
	}

	private void giveUp(List<LeaseChange> unsettled, boolean isRemoved) {
		unsettled.forEach((change) -> change.found().complete(isRemoved));
		if (!this.changes.isEmpty()) {
			wake();
		}
	}

	@Override
	boolean serve(List<QueueCall> batch, ScriptFlags flags, List<Object> reply) {
		this.queue.reader().outdate();
		long serverMillis = Long.parseLong(Definition.text(reply.get(1)));
		long nanos = System.nanoTime();
		this.backlog = ((Long) reply.get(2)).intValue();
		lookAgainIn((Long) reply.get(3));
		this.drained = flags.isFinished();
		String found = Definition.text(reply.get(4));
		for (int i = 0; i < this.carried.size(); i++) {
			LeaseChange change = this.carried.get(i);
			boolean known = found.charAt(i) == '1';
			this.answers.add(() -> change.found().complete(known));
		}
		boolean isFull = this.carried.size() == MAX_CHANGES;
		this.carried = List.of();
		List<StoredItem> granted = new ArrayList<>();
		for (int i = 5; i < reply.size(); i += 3) {
			granted.add(new StoredItem((byte[]) reply.get(i + 2), serverMillis, nanos,
					new Grant(Definition.text(reply.get(i)), ((Long) reply.get(i + 1)).intValue())));
		}
		boolean more = flags.isMore();
		Iterator<StoredItem> items = granted.iterator();
		this.outcomes.distribute(batch, items);
		// What nobody wants any more goes back, in the order that keeps the oldest in
		// front.
		List<LeaseChange> back = new ArrayList<>();
		items.forEachRemaining((item) -> back.add(0, new LeaseChange(Kind.UNTOUCHED, item.lease().token())));
		this.changes.addAll(back);
		this.outcomes.refuseRest(batch, more, this.drained);
		return more || isFull || !back.isEmpty();
	}

	@Override
	void finished() {
		for (Runnable answer = this.answers.poll(); answer != null; answer = this.answers.poll()) {
			answer.run();
		}
	}

	private void later(long millis, Runnable task) {
		try {
			this.queue.binding().context().timer().schedule(task, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine is closed", ex);
		}
	}

}
