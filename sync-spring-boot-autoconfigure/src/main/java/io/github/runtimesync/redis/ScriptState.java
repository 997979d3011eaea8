/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

/**
 * Whether a script of one side of a queue is due, held back or under way, and what is
 * believed of the note that this JVM waits. Guarded by the lock of the {@link QueueSide},
 * except that anybody may ask whether a script is under way and when to look again.
 */
final class ScriptState {

	private final Note note = new Note();

	/** How the script under way was sent, or the latest one. */
	private Note.Sending sent = this.note.sending();

	private volatile boolean underWay;

	/** A script is due, but not admitted yet. */
	private boolean held;

	private long dueSinceNanos;

	private volatile long nextLookMillis = -1;

	boolean isUnderWay() {
		return this.underWay;
	}

	/**
	 * Return whether a script has to be sent if none is under way.
	 */
	boolean isDue(QueueCalls calls) {
		return isWoken() || !calls.immediate().isEmpty() || !isNoted() && calls.isAnybodyWaiting();
	}

	/**
	 * Return whether a script is to look although somebody else may have been told.
	 */
	boolean isWoken() {
		return this.note.isWoken();
	}

	/**
	 * Return whether those who wait need no script.
	 */
	boolean isNoted() {
		return this.note.isNoted();
	}

	/**
	 * Have a script look.
	 */
	void demand() {
		this.note.demand();
	}

	/**
	 * Have a script look, since something may have happened and this JVM is not noted
	 * down any more.
	 */
	void wake() {
		this.note.wake();
	}

	/**
	 * Have a script look for those who wait, since a message may have been lost.
	 */
	void recheck(QueueCalls calls) {
		this.note.doubt();
		if (this.underWay && calls.isAnybodyWaiting()) {
			// What is under way may have run before what was missed.
			this.note.demand();
		}
	}

	boolean isHeld() {
		return this.held;
	}

	/**
	 * Hold the script back that is due, or not any more.
	 */
	void setHeld(boolean held) {
		this.held = held;
	}

	/**
	 * Return since when the script is due that is about to be sent or held back, by
	 * {@link System#nanoTime()}.
	 */
	long dueSinceNanos() {
		if (!this.held) {
			this.dueSinceNanos = System.nanoTime();
		}
		return this.dueSinceNanos;
	}

	/**
	 * Take note of a script that is sent.
	 */
	void begin() {
		this.held = false;
		this.sent = this.note.sending();
		this.underWay = true;
		this.note.follow();
	}

	/**
	 * Return how long the script has taken that is still under way. For whoever ends it,
	 * who needs no lock.
	 */
	long tookNanos() {
		return System.nanoTime() - this.sent.nanos();
	}

	/**
	 * Take note of an answer.
	 * @param noted whether it says that this JVM is noted down as waiting
	 * @param again whether it is worth looking again at once
	 */
	void answered(boolean noted, boolean again) {
		this.note.set(noted, this.sent);
		if (again) {
			this.note.demand();
		}
	}

	/**
	 * Take note of a failure. Those who still wait look again later, since it would fail
	 * again at once.
	 */
	void failed() {
		this.nextLookMillis = -1;
		this.note.rest();
	}

	/**
	 * Take note that the next script may be sent.
	 */
	void end() {
		this.underWay = false;
	}

	/**
	 * Lend calls to a script of the other side that is about to be sent.
	 * @param batch the calls, which are lent already
	 */
	Loan lend(List<QueueCall> batch, QueueCalls calls) {
		this.held &= isDue(calls);
		// That script looks for this side too, unless it looks for nobody.
		boolean follows = isWoken() && !this.underWay && !batch.isEmpty();
		if (follows) {
			this.note.follow();
		}
		return new Loan(batch, this.note.sending(), follows);
	}

	/**
	 * Take note of the answer to a script of the other side.
	 * @param released whether nobody may wait any more
	 */
	void takeBack(Loan loan, ScriptFlags flags, boolean released) {
		if (loan.woken() && flags.isMore()) {
			this.note.demand();
		}
		this.note.set(flags.isTakerNoted() && !released, loan.sending());
	}

	/**
	 * Say when it is worth looking again.
	 * @param millis in how many milliseconds, -1 if nobody knows
	 */
	void lookAgainIn(long millis) {
		this.nextLookMillis = millis;
	}

	/**
	 * Return in how many milliseconds it is worth looking again, -1 if nobody knows.
	 */
	long nextLookMillis() {
		return this.nextLookMillis;
	}

	/**
	 * Forget the note, now that nobody waits who would look again now and then.
	 * @param lasts whether it may be believed for a while all the same: not if something
	 * comes due by itself, which only those who wait look out for
	 */
	void forgetNote(boolean lasts) {
		this.note.forget(lasts && this.nextLookMillis < 0);
	}

}
