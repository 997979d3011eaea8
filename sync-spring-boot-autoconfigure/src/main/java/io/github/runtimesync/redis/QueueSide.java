/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.WaitingCaller;
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

	/** Guarded by the lock. */
	final QueueCalls calls;

	private final Alarm alarm;

	/** As {@link #lookAgainIn} has it. Written with the lock. */
	private volatile long nextLookMillis = -1;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition answered = this.lock.newCondition();

	private boolean underWay;

	private boolean woken;

	/** This JVM waits for a message, or at least for the timer. */
	private boolean noted;

	/**
	 * Create a side.
	 * @param queue the queue
	 * @param canAbandon whether a caller can leave although a script is under way that
	 * may serve it
	 */
	QueueSide(QueueCore queue, boolean canAbandon) {
		this.queue = queue;
		this.calls = new QueueCalls(canAbandon);
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
			this.calls.add(call);
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
			while (left > 0 && this.calls.isAnybodyWaiting() && (this.underWay || isDue())) {
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
			this.woken |= this.underWay && this.calls.isAnybodyWaiting();
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
			this.calls.release();
			return this.calls.isAnybodyWaiting();
		}
		finally {
			unlockAndTell();
		}
	}

	/**
	 * Let go of those who wait, whatever is under way.
	 */
	final void abandonAll() {
		this.lock.lock();
		try {
			List.copyOf(this.calls.waiting()).forEach(this.calls::abandon);
		}
		finally {
			unlockAndTell();
		}
	}

	/**
	 * Leave, at once or, if a script is under way that may serve the call, as soon as it
	 * has not done so.
	 */
	final void leave(QueueCall call) {
		this.lock.lock();
		try {
			this.calls.leave(call);
		}
		finally {
			unlockAndTell();
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
		if (call.end() == null && this.calls.canAbandon()) {
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
			this.calls.abandon(call);
		}
		finally {
			unlockAndTell();
		}
	}

	final boolean isReleased() {
		return this.calls.isReleased();
	}

	final int waitingCount() {
		return this.calls.waitingCount();
	}

	final void describeTo(List<WaitingCaller> target, int limit) {
		this.lock.lock();
		try {
			this.calls.describeTo(target, limit);
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
		return this.woken || !this.calls.immediate().isEmpty() || !this.noted && this.calls.isAnybodyWaiting();
	}

	private List<QueueCall> nextBatch() {
		List<QueueCall> batch = new ArrayList<>();
		boolean probing = isProbing();
		if (this.woken || !this.calls.immediate().isEmpty() || !probing) {
			fill(batch, this.calls.waiting());
		}
		fill(batch, this.calls.immediate());
		batch.forEach((call) -> call.setUnderWay(true));
		batched(batch);
		return batch;
	}

	private void fill(List<QueueCall> batch, Set<QueueCall> candidates) {
		int room = capacity();
		int count = 0;
		for (QueueCall call : candidates) {
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
			forgetNoteOfNobody();
			this.lock.unlock();
		}
		// Before the next script, which would not find what is still on its way back.
		giveBack();
		// The next script first: Redis works on it while these callers wake up.
		proceed();
		tellEnded();
		finished();
		this.queue.follow((reply != null) ? Definition.text(reply.get(0)) : "");
		long millis = this.nextLookMillis;
		if (millis >= 0 && waitingCount() > 0) {
			this.alarm.ringIn(millis);
		}
	}

	private void settle(List<QueueCall> batch, String flags, List<Object> reply) {
		boolean looksAgain = serve(batch, flags, reply);
		this.noted = flags.indexOf('w') >= 0 && !this.woken && !isReleased();
		if (looksAgain) {
			this.woken = true;
		}
	}

	private void fail(List<QueueCall> batch, Failure failure) {
		this.nextLookMillis = -1;
		failed(failure);
		this.calls.fail(batch, failure);
		// Not at once, since it would fail again.
		this.noted = true;
	}

	/**
	 * Say when it is worth looking again, with the lock held.
	 * @param millis in how many milliseconds, -1 if nobody knows
	 */
	final void lookAgainIn(long millis) {
		this.nextLookMillis = millis;
	}

	private void unlockAndTell() {
		forgetNoteOfNobody();
		this.lock.unlock();
		tellEnded();
	}

	/**
	 * Without somebody who waits no message comes in, see the inbox. So whoever comes
	 * next has to be noted down anew.
	 */
	private void forgetNoteOfNobody() {
		if (!this.calls.isAnybodyWaiting()) {
			this.noted = false;
			this.answered.signalAll();
		}
	}

	private void tellEnded() {
		List<QueueCall> ended;
		this.lock.lock();
		try {
			ended = this.calls.takeEnded();
		}
		finally {
			this.lock.unlock();
		}
		ended.forEach(QueueCall::wake);
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

}
