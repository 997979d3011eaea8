/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
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
 * note is made by the very script that has found nothing; see {@link Note} for how long
 * it is believed. Calls may be lent to a script of the other side: then they are under
 * way there, and are looked for again if that has not looked for them. A script that is
 * held back is looked at again when one of the other side ends, by the alarm of
 * {@link Turns}, and by a patient caller before it parks, with the lock: so either that
 * one sees that a script is held, or whoever holds it sees that nobody is patient.
 * <p>
 * This class alone takes the lock of the side, and all of its waiting is here, which is
 * why it is long. The lock guards what {@link ScriptState}, {@link QueueCalls},
 * {@link CallOutcomes} and {@link Selection} know. Of all sides only one lock is held at
 * a time, no caller is told and no script sent with it; whoever has a script under way
 * has the {@code lane}.
 */
abstract class QueueSide {

	final QueueCore queue;

	/** Belongs to whoever has a script under way. */
	ExactlyOnce lane;

	/** Guarded by the lock. */
	final QueueCalls calls = new QueueCalls();

	/** Guarded by the lock. */
	final CallOutcomes outcomes;

	/** Guarded by the lock. */
	private final Selection selection;

	private final Alarm alarm;

	private final ScriptState script = new ScriptState();

	/** Whether this JVM stays noted down as waiting although nobody waits any more. */
	private final boolean keepsNote;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition answered = this.lock.newCondition();

	/**
	 * Create a side.
	 * @param queue the queue
	 * @param canAbandon whether a caller can leave although a script is under way that
	 * may serve it
	 * @param keepsNote whether this JVM stays noted down as waiting although nobody waits
	 * any more
	 * @param selection selects the calls that a script is for
	 */
	QueueSide(QueueCore queue, boolean canAbandon, boolean keepsNote, Selection selection) {
		this.queue = queue;
		this.keepsNote = keepsNote;
		this.selection = selection;
		this.outcomes = new CallOutcomes(this.calls, canAbandon);
		this.lane = queue.arguments().newLane();
		this.alarm = new Alarm(queue.binding().context().timer(), this::recheck);
	}

	/**
	 * Submit a call. Never blocks, except that a patient one may wait two round trips for
	 * others who are about to call.
	 */
	final void submit(QueueCall call) {
		if (call.isPatient()) {
			turns().awaitOthers(this, call);
		}
		boolean relies;
		this.lock.lock();
		try {
			if (call.waits() && this.selection.isNews(call, this.calls)) {
				this.script.demand();
				this.selection.wake();
			}
			if (waitingCount() == 0) {
				forgetOldNote();
			}
			relies = call.waits() && this.script.isNoted();
			this.calls.add(call);
		}
		finally {
			this.lock.unlock();
		}
		turns().submitted(this);
		if (relies) {
			this.queue.listen();
		}
	}

	/**
	 * Look for what callers wait for, since it may be there now. If nobody waits here any
	 * more, those elsewhere are woken instead.
	 */
	final void wake() {
		this.lock.lock();
		try {
			this.script.wake();
			this.selection.wake();
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
			while (left > 0 && (this.calls.isAnybodyLent() || this.calls.isAnybodyWaiting() && isBusy())) {
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

	private boolean isBusy() {
		return this.script.isUnderWay() || this.script.isDue(this.calls);
	}

	/**
	 * Look again, since a message may have been lost.
	 */
	final void recheck() {
		this.lock.lock();
		try {
			this.script.recheck(this.calls);
			this.selection.recheck(this.calls);
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
			this.outcomes.release();
			return waitingCount() > 0;
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
			this.calls.allWaiting().forEach(this.outcomes::abandon);
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
			this.outcomes.leave(call);
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
		if (call.end() == null && this.outcomes.canAbandon()) {
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
			this.outcomes.abandon(call);
		}
		finally {
			unlockAndTell();
		}
	}

	final boolean isReleased() {
		return this.outcomes.isReleased();
	}

	/**
	 * Lend all calls that it can serve to a script of the other side.
	 */
	final Loan lend() {
		this.lock.lock();
		try {
			List<QueueCall> batch = this.selection.all(this.calls);
			this.calls.lend(batch);
			return this.script.lend(batch, this.calls);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take calls back.
	 * @param flags what the script asks for
	 * @param serve serves the calls, with the lock held
	 */
	final void takeBack(Loan loan, ScriptFlags flags, Runnable serve) {
		this.lock.lock();
		try {
			this.calls.takeBack(loan.calls());
			serve.run();
			this.script.takeBack(loan, flags, isReleased());
			if (isReleased()) {
				this.outcomes.release();
			}
			this.answered.signalAll();
			forgetNoteOfNobody();
		}
		finally {
			this.lock.unlock();
		}
		settled();
		ringIfWaiting();
	}

	final boolean isUnderWay() {
		return this.script.isUnderWay();
	}

	/**
	 * Return how long callers stay away.
	 */
	final Presence presence() {
		return this.calls.presence();
	}

	/**
	 * Return whether the calls had better not wait for a script of the other side.
	 */
	boolean isBehind() {
		return false;
	}

	/**
	 * Return how many calls have not ended.
	 */
	final int count() {
		return this.calls.count();
	}

	final Turns turns() {
		return this.queue.turns(this);
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

	/**
	 * Send a script if one is due.
	 */
	final void proceed() {
		proceed(false, false);
	}

	/**
	 * Send a script if one is due, also if it had better wait.
	 */
	final void proceedUnheld() {
		proceed(true, false);
	}

	/**
	 * Send a script that waits for the other side, if it may be sent now.
	 */
	final void proceedIfHeld() {
		proceed(false, true);
	}

	private void proceed(boolean unheld, boolean onlyIfHeld) {
		List<QueueCall> batch;
		this.lock.lock();
		try {
			if (onlyIfHeld && !this.script.isHeld() || this.script.isUnderWay()) {
				return;
			}
			if (!this.script.isDue(this.calls)) {
				this.script.setHeld(false);
				return;
			}
			if (!unheld && !isAdmitted()) {
				return;
			}
			batch = this.selection.next(this.calls, this.script.isWoken());
			batch.forEach((call) -> call.setUnderWay(true));
			this.script.begin();
		}
		finally {
			this.lock.unlock();
		}
		Failure.stageOf(() -> send(batch)).whenComplete((reply, thrown) -> finish(batch, reply, thrown));
	}

	private boolean isAdmitted() {
		boolean admitted = !canBeHeld() || turns().admit(this, this.calls.single(), this.script.dueSinceNanos());
		this.script.setHeld(!admitted);
		return admitted;
	}

	private void finish(List<QueueCall> batch, @Nullable List<Object> reply, @Nullable Throwable thrown) {
		if (thrown == null) {
			turns().answered(this.script.tookNanos());
		}
		try {
			end(batch, reply, thrown);
		}
		finally {
			try {
				settled();
			}
			finally {
				endScript();
				try {
					turns().next();
				}
				finally {
					finished();
				}
			}
		}
		this.queue.follow(ScriptFlags.of(reply));
		ringIfWaiting();
		if (thrown == null) {
			turns().awaitCarrier();
		}
	}

	private void end(List<QueueCall> batch, @Nullable List<Object> reply, @Nullable Throwable thrown) {
		this.lock.lock();
		try {
			if (reply != null) {
				settle(batch, ScriptFlags.of(reply), reply);
			}
			else {
				fail(batch, Failure.of((thrown != null) ? thrown : new IllegalStateException("No reply")));
			}
		}
		catch (RuntimeException | Error ex) {
			fail(batch, Failure.of(ex));
		}
		finally {
			forgetNoteOfNobody();
			this.lock.unlock();
		}
	}

	private void endScript() {
		this.lock.lock();
		try {
			this.script.end();
			this.answered.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ringIfWaiting() {
		long millis = this.script.nextLookMillis();
		if (millis >= 0 && waitingCount() > 0) {
			this.alarm.ringIn(millis);
		}
	}

	private void settle(List<QueueCall> batch, ScriptFlags flags, List<Object> reply) {
		boolean looksAgain = serve(batch, flags, reply);
		batch.forEach((call) -> call.setUnderWay(false));
		this.script.answered(flags.isNoted() && !isReleased(), looksAgain);
	}

	private void fail(List<QueueCall> batch, Failure failure) {
		this.script.failed();
		failed(failure);
		this.outcomes.fail(batch, failure);
		// Not before: what may have been done must not be sent again, whatever happens.
		batch.forEach((call) -> call.setUnderWay(false));
	}

	/**
	 * Say when it is worth looking again, with the lock held.
	 * @param millis in how many milliseconds, -1 if nobody knows
	 */
	final void lookAgainIn(long millis) {
		this.script.lookAgainIn(millis);
	}

	private void unlockAndTell() {
		forgetNoteOfNobody();
		this.lock.unlock();
		tellEnded();
	}

	private void forgetNoteOfNobody() {
		if (waitingCount() == 0) {
			forgetOldNote();
			this.answered.signalAll();
		}
	}

	private void forgetOldNote() {
		this.script.forgetNote(this.keepsNote && !isReleased());
	}

	/**
	 * Tell those whose calls have ended. Whoever ends calls does that afterwards.
	 */
	final void tellEnded() {
		if (!this.calls.hasEnded()) {
			return;
		}
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
	abstract boolean serve(List<QueueCall> batch, ScriptFlags flags, List<Object> reply);

	/**
	 * Take note that a script has failed, with the lock held.
	 */
	void failed(Failure failure) {
	}

	/**
	 * Do what has to be done without the lock before the next script is sent. So nothing
	 * is on its way back that it would not find.
	 */
	void settled() {
	}

	/**
	 * Return whether calls can wait for a script of the other side.
	 */
	boolean canBeHeld() {
		return true;
	}

	/**
	 * Do what has to be done without the lock after a script.
	 */
	void finished() {
	}

}
