/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * The callers of this JVM at one side of a queue, in the order in which they came. One
 * script at a time serves as many of them as it can. Whoever waits and was not served
 * stays, and that script has noted down in Redis that this JVM waits.
 * <p>
 * No wake-up is lost. Whoever comes while this JVM is not noted down causes a script. So
 * does a message, and the timer in case that gets lost; if one comes in while a script is
 * under way, another follows, since the first may have run before. So it does for a
 * caller who comes meanwhile and whom the answer to those before does not answer too. The
 * note is made by the very script that has found nothing.
 * <p>
 * The lock guards all fields; nobody blocks or runs another's code while holding it.
 */
abstract class QueueSide {

	/** How many callers who wait, and how many who do not, share a script. */
	static final int MAX_CALLS = 256;

	final QueueCore queue;

	final ExactlyOnce lane;

	private final Alarm alarm;

	/** As {@link #lookAgainIn} has it. Written with the lock. */
	private volatile long nextLookMillis = -1;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition answered = this.lock.newCondition();

	private final Set<QueueCall> waiting = new LinkedHashSet<>();

	private final Set<QueueCall> immediate = new LinkedHashSet<>();

	/** Calls that have ended and whose callers do not know it yet. */
	private List<QueueCall> ended = new ArrayList<>();

	private boolean underWay;

	private boolean woken;

	/** This JVM waits for a message, or at least for the timer. */
	private boolean noted;

	private volatile boolean released;

	/** Anybody may read it. */
	private volatile int waitingCount;

	QueueSide(QueueCore queue) {
		this.queue = queue;
		this.lane = queue.newLane();
		this.alarm = new Alarm(queue.binding().context().timer(), this::recheck);
	}

	/**
	 * Submit a call. Never blocks.
	 */
	final void submit(QueueCall call) {
		this.lock.lock();
		try {
			if (call.waits() && isNews(call)) {
				this.woken = true;
				waking();
			}
			(call.waits() ? this.waiting : this.immediate).add(call);
			this.waitingCount = this.waiting.size();
		}
		finally {
			this.lock.unlock();
		}
		proceed();
	}

	/**
	 * Look for what callers wait for, since it may be there now. If nobody waits here any
	 * more, those elsewhere are woken instead.
	 */
	final void wake() {
		this.lock.lock();
		try {
			this.woken = true;
			this.noted = false;
			waking();
		}
		finally {
			this.lock.unlock();
		}
		proceed();
	}

	/**
	 * Wake, and wait until nobody here waits who can be served. An interrupt does not end
	 * that; the thread stays interrupted.
	 * @param deadlineNanos until when to wait, by {@link System#nanoTime()}
	 */
	final void wakeAndAwait(long deadlineNanos) {
		wake();
		boolean interrupted = false;
		this.lock.lock();
		try {
			long left = deadlineNanos - System.nanoTime();
			while (left > 0 && !this.waiting.isEmpty() && (this.underWay || isDue())) {
				try {
					left = this.answered.awaitNanos(left);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			this.lock.unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Look again, since a message may have been lost.
	 */
	final void recheck() {
		this.lock.lock();
		try {
			this.noted = false;
			// What is under way may have run before what was missed.
			this.woken |= this.underWay && !this.waiting.isEmpty();
			rechecking();
		}
		finally {
			this.lock.unlock();
		}
		proceed();
	}

	/**
	 * Let go of those who wait, now and from now on, as if the queue were closed.
	 * @return whether a script is under way, so that some have to stay for a moment
	 */
	final boolean release() {
		this.lock.lock();
		try {
			this.released = true;
			List.copyOf(this.waiting).stream().filter((call) -> !call.isUnderWay()).forEach(this::close);
			return !this.waiting.isEmpty();
		}
		finally {
			this.lock.unlock();
			wakeEnded();
		}
	}

	/**
	 * Let go of those who wait, whatever is under way.
	 */
	final void abandonAll() {
		this.lock.lock();
		try {
			List.copyOf(this.waiting).forEach(this::abandoned);
		}
		finally {
			this.lock.unlock();
			wakeEnded();
		}
	}

	/**
	 * Leave, at once or, if a script is under way that may serve the call, as soon as it
	 * has not done so.
	 */
	final void leave(QueueCall call) {
		this.lock.lock();
		try {
			call.setLeaving();
			if (call.end() == null && !call.isUnderWay()) {
				end(call, End.LEFT);
			}
		}
		finally {
			this.lock.unlock();
			wakeEnded();
		}
	}

	/**
	 * Leave, and wait for a moment for a script that is under way.
	 * @return whether the call has left; if not, it was served or may still be
	 */
	final boolean leave(QueueCall call, Duration patience) {
		leave(call);
		this.lock.lock();
		try {
			long nanos = patience.toNanos();
			while (call.end() == null && nanos > 0) {
				nanos = this.answered.awaitNanos(nanos);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
		if (call.end() == null && canAbandon()) {
			abandon(call);
		}
		return call.end() == End.LEFT;
	}

	/**
	 * Wait no longer for a script that is under way.
	 */
	final void abandon(QueueCall call) {
		this.lock.lock();
		try {
			if (call.end() == null) {
				abandoned(call);
			}
		}
		finally {
			this.lock.unlock();
			wakeEnded();
		}
	}

	private void abandoned(QueueCall call) {
		if (call.isUnderWay() && (!canAbandon() || !call.waits())) {
			fail(call, new Failure(Reason.UNANSWERED));
		}
		else {
			end(call, this.released ? End.CLOSED : End.LEFT);
		}
	}

	final boolean isReleased() {
		return this.released;
	}

	final int waitingCount() {
		return this.waitingCount;
	}

	final void describeTo(List<WaitingCaller> target, int limit) {
		this.lock.lock();
		try {
			this.waiting.stream()
				.limit(Math.max(0, limit - target.size()))
				.map(QueueCall::describe)
				.forEach(target::add);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void proceed() {
		List<QueueCall> batch;
		this.lock.lock();
		try {
			if (this.underWay || !isDue()) {
				return;
			}
			batch = nextBatch();
			this.underWay = true;
			this.woken = false;
		}
		finally {
			this.lock.unlock();
		}
		Failure.stageOf(() -> send(batch)).whenComplete((reply, thrown) -> finish(batch, reply, thrown));
	}

	private boolean isDue() {
		return this.woken || !this.immediate.isEmpty() || !this.noted && !this.waiting.isEmpty();
	}

	private List<QueueCall> nextBatch() {
		List<QueueCall> batch = new ArrayList<>();
		boolean probing = isProbing();
		if (this.woken || !this.immediate.isEmpty() || !probing) {
			fill(batch, this.waiting);
		}
		fill(batch, this.immediate);
		batch.forEach((call) -> call.setUnderWay(true));
		batched(batch);
		return batch;
	}

	private void fill(List<QueueCall> batch, Set<QueueCall> calls) {
		int room = capacity();
		int count = 0;
		for (QueueCall call : calls) {
			if (!isWorthSending(call)) {
				continue;
			}
			room -= weight(call);
			if (count != 0 && room < 0 || ++count > MAX_CALLS) {
				return;
			}
			batch.add(call);
		}
	}

	private void finish(List<QueueCall> batch, @Nullable List<Object> reply, @Nullable Throwable thrown) {
		this.lock.lock();
		try {
			this.underWay = false;
			batch.forEach((call) -> call.setUnderWay(false));
			if (reply != null) {
				settle(batch, Definition.text(reply.get(0)), reply);
			}
			else {
				fail(batch, Failure.of((thrown != null) ? thrown : new IllegalStateException("No reply")));
			}
		}
		catch (RuntimeException | Error ex) {
			fail(batch, Failure.of(ex));
		}
		finally {
			this.answered.signalAll();
			this.lock.unlock();
		}
		// Before the next script, which would not find what is still on its way back.
		giveBack();
		// The next script first: Redis works on it while these callers wake up.
		proceed();
		wakeEnded();
		finished();
		this.queue.follow((reply != null) ? Definition.text(reply.get(0)) : "");
		long millis = this.nextLookMillis;
		if (millis >= 0 && waitingCount() > 0) {
			this.alarm.ringIn(millis);
		}
	}

	private void settle(List<QueueCall> batch, String flags, List<Object> reply) {
		boolean looksAgain = serve(batch, flags, reply);
		this.noted = flags.indexOf('w') >= 0 && !this.woken && !this.released && !this.waiting.isEmpty();
		if (looksAgain) {
			this.woken = true;
		}
	}

	private void fail(List<QueueCall> batch, Failure failure) {
		this.nextLookMillis = -1;
		failed(failure);
		if (failure.reason() == Reason.REMOVED) {
			closeWaiting();
			List.copyOf(this.immediate).forEach(this::close);
			return;
		}
		for (QueueCall call : batch) {
			if (call.end() != null) {
				continue;
			}
			if (failure.reason() == Reason.UNANSWERED && canAbandon() && call.waits()) {
				refuse(call, false);
			}
			else {
				fail(call, failure);
			}
		}
		if (this.released) {
			closeWaiting();
		}
		// Not at once, since it would fail again.
		this.noted = !this.waiting.isEmpty();
	}

	/**
	 * Do what follows for a call that a script has not served.
	 * @param closed whether it never will be
	 */
	final void refuse(QueueCall call, boolean closed) {
		if (closed || this.released && call.waits()) {
			close(call);
		}
		else if (!call.waits()) {
			end(call, End.REFUSED);
		}
		else if (call.isLeaving()) {
			end(call, End.LEFT);
		}
	}

	/**
	 * Do what follows for the calls that a script that takes has not served.
	 * @param more whether there is more to take, so that they stay
	 * @param closed whether those who wait never will be served, nor who came since
	 */
	final void refuseRest(List<QueueCall> batch, boolean more, boolean closed) {
		for (QueueCall call : batch) {
			if (call.end() == null && (!more || call.isLeaving())) {
				refuse(call, closed && call.waits());
			}
		}
		if (closed) {
			closeWaiting();
		}
	}

	final void closeWaiting() {
		List.copyOf(this.waiting).forEach(this::close);
	}

	/**
	 * Say when it is worth looking again, with the lock held.
	 * @param millis in how many milliseconds, -1 if nobody knows
	 */
	final void lookAgainIn(long millis) {
		this.nextLookMillis = millis;
	}

	final void close(QueueCall call) {
		end(call, End.CLOSED);
	}

	final void end(QueueCall call, End end) {
		call.end(end);
		forget(call);
	}

	private void fail(QueueCall call, Failure failure) {
		call.fail(failure);
		forget(call);
	}

	private void forget(QueueCall call) {
		(call.waits() ? this.waiting : this.immediate).remove(call);
		this.waitingCount = this.waiting.size();
		if (this.waiting.isEmpty()) {
			// Without somebody who waits no message comes in, see the inbox.
			this.noted = false;
			this.answered.signalAll();
		}
		this.ended.add(call);
	}

	/**
	 * Hand out items, to those of the batch first, then to those who came while the
	 * script was under way. One item is enough for a call: whoever wants more comes back,
	 * and has what there was should the next script fail.
	 */
	final void distribute(List<QueueCall> batch, Iterator<StoredItem> items) {
		distributeTo(batch, items);
		if (items.hasNext()) {
			distributeTo(List.copyOf(this.waiting), items);
			distributeTo(List.copyOf(this.immediate), items);
		}
	}

	private void distributeTo(List<QueueCall> calls, Iterator<StoredItem> items) {
		for (QueueCall call : calls) {
			if (call.end() == null && items.hasNext()) {
				while (items.hasNext() && call.missing() > 0) {
					call.add(items.next());
				}
				end(call, End.SERVED);
			}
		}
	}

	/**
	 * Return those who wait, also those who came while a script was under way.
	 */
	final Set<QueueCall> waiting() {
		return this.waiting;
	}

	private void wakeEnded() {
		List<QueueCall> calls;
		this.lock.lock();
		try {
			calls = this.ended;
			this.ended = new ArrayList<>();
		}
		finally {
			this.lock.unlock();
		}
		calls.forEach(QueueCall::wake);
	}

	/**
	 * Send a script.
	 * @param batch the calls that it may serve, those who wait first; possibly none, when
	 * it only passes on a wake-up
	 */
	abstract CompletableFuture<List<Object>> send(List<QueueCall> batch);

	/**
	 * Serve the calls of a batch, with the lock held.
	 * @param flags what the script asks for
	 * @param reply what it returned, flags first
	 * @return whether it is worth looking again at once
	 */
	abstract boolean serve(List<QueueCall> batch, String flags, List<Object> reply);

	/**
	 * Take note that a script has failed, with the lock held.
	 */
	void failed(Failure failure) {
	}

	/**
	 * Give back what a script has taken and nobody wants any more, without the lock.
	 */
	void giveBack() {
	}

	/**
	 * Do what has to be done without the lock after a script.
	 */
	void finished() {
	}

	/**
	 * Return whether a call that waits may be served although those before it cannot,
	 * with the lock held.
	 */
	boolean isNews(QueueCall call) {
		return false;
	}

	/**
	 * Be prepared for a script for whatever can be done, with the lock held.
	 */
	void waking() {
	}

	/**
	 * Return whether the next script may serve a call, with the lock held.
	 */
	boolean isWorthSending(QueueCall call) {
		return true;
	}

	/**
	 * Take note of what is sent next, with the lock held.
	 */
	void batched(List<QueueCall> batch) {
	}

	/**
	 * Be prepared for a script that only looks again, with the lock held. For takers
	 * looking and taking are the same.
	 */
	void rechecking() {
	}

	/**
	 * Return whether the next script only looks, and nobody is served by it.
	 */
	boolean isProbing() {
		return false;
	}

	/**
	 * Return how much of a script a call takes up.
	 */
	int weight(QueueCall call) {
		return call.missing();
	}

	/**
	 * Return how much a script can take.
	 */
	int capacity() {
		return MAX_CALLS;
	}

	/**
	 * Return whether a caller can leave although a script is under way that may serve it.
	 */
	boolean canAbandon() {
		return true;
	}

}
