/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;

/**
 * What one side of a queue knows of its note in Redis that this JVM waits, and whether it
 * has to look for itself. Guarded by the lock of the side.
 * <p>
 * While this JVM is noted down nothing has to be asked: a message comes in. Whatever may
 * have struck the note out is a doubt, and what a script says that was sent before a
 * doubt is not believed.
 */
final class Note {

	/** Less than for how long Redis believes it. */
	private static final Duration KEPT = InboxTiming.DEFAULT.noted().dividedBy(2);

	private boolean woken;

	private boolean noted;

	private long untilNanos = System.nanoTime();

	private long doubts;

	/**
	 * Return whether a script is to look although somebody else may have been told.
	 */
	boolean isWoken() {
		return this.woken;
	}

	/**
	 * Return whether this JVM waits for a message, or at least for the timer.
	 */
	boolean isNoted() {
		return this.noted;
	}

	/**
	 * Return what has to be known about a script that is sent now to believe what it
	 * says.
	 */
	Sending sending() {
		return new Sending(System.nanoTime(), this.doubts);
	}

	/**
	 * Take note of a message.
	 */
	void wake() {
		demand();
		doubt();
	}

	/**
	 * Have a script look.
	 */
	void demand() {
		this.woken = true;
	}

	/**
	 * Take note that a script looks which is sent from now on.
	 */
	void follow() {
		this.woken = false;
	}

	/**
	 * Take note that this JVM may not be noted down any more.
	 */
	void doubt() {
		this.doubts++;
		this.noted = false;
	}

	/**
	 * Take note of what a script says.
	 * @param isNoted whether it has noted this JVM down
	 * @param script how it was sent
	 */
	void set(boolean isNoted, Sending script) {
		this.noted = isNoted && !this.woken && this.doubts == script.doubts;
		this.untilNanos = script.nanos + KEPT.toNanos();
	}

	/**
	 * Wait for the timer, since looking has failed.
	 */
	void rest() {
		this.noted = true;
		this.untilNanos = System.nanoTime();
	}

	/**
	 * Forget what is said here, now that nobody waits who would look again now and then:
	 * Redis soon does not believe it any more.
	 * @param lasts whether it may be believed for a while
	 */
	void forget(boolean lasts) {
		this.noted &= lasts && System.nanoTime() - this.untilNanos < 0;
	}

	/**
	 * How a script was sent.
	 *
	 * @param nanos when, by {@link System#nanoTime()}
	 * @param doubts how often there had been a doubt
	 */
	record Sending(long nanos, long doubts) {

	}

}
