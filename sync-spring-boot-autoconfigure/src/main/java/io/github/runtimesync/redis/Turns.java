/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * When the sides of a queue send their scripts, so that one script serves as many callers
 * as it can. A side whose callers are not alone waits for the script of the other side,
 * since its own callers may go along with the next one. And as long as there are scripts
 * that serve several callers of both sides, the first of them who comes back lets the
 * others run for a moment before it sends: they come back too.
 * <p>
 * Nobody is left behind. Whoever finds that another one gathers has submitted its call
 * before, and the other one looks at all calls after it has said that it gathers no more.
 * Whoever ends a script lets all sides proceed, and whoever holds one back sets the
 * alarm, in case that a script takes long; a call that waits for its partner only sees to
 * that itself, see {@link Pairing}.
 */
final class Turns {

	/** For how many scripts after one for both sides another such one is expected. */
	private static final int EXPECTED = 8;

	/** How often whoever gathers lets others run. */
	private static final int GATHERING_TIMES = 3;

	/**
	 * How often a thread lets others run before it parks: its call has often ended when
	 * it comes back, which saves waking it. With few callers each time is short, with
	 * many the script is answered after few.
	 */
	private static final int WAITING_TIMES = 32;

	/** For how long at most a side waits for scripts of the other one. */
	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final Figures figures;

	private final List<QueueSide> sides;

	private final Pairing pairing;

	private final Alarm alarm;

	private final AtomicBoolean gathering = new AtomicBoolean();

	/** For how many scripts one for several callers of both sides is still expected. */
	private volatile int expected;

	/**
	 * Create turns.
	 * @param context of the queue
	 * @param carrier the side whose scripts serve the other one too
	 * @param riders the other side, if there is one
	 */
	Turns(EngineContext context, QueueSide carrier, QueueSide... riders) {
		this.sides = Stream.concat(Stream.of(carrier), Stream.of(riders)).toList();
		this.figures = context.figures();
		this.pairing = new Pairing(context.resender(), carrier, List.of(riders));
		this.alarm = new Alarm(context.timer(), this::proceed);
	}

	/**
	 * Return whether a side may send a script now. If not, it proceeds later.
	 * @param single its call, if there is only one
	 * @param dueNanos since when it wants to, by {@link System#nanoTime()}
	 */
	boolean admit(QueueSide side, @Nullable QueueCall single, long dueNanos) {
		long left = PATIENCE.toNanos() - (System.nanoTime() - dueNanos);
		for (QueueSide other : this.sides) {
			if (other != side && other.isUnderWay() && left > 0 && !this.pairing.areFew()) {
				this.alarm.ringIn(TimeUnit.NANOSECONDS.toMillis(left));
				return false;
			}
		}
		return !this.pairing.holds(side, single, dueNanos);
	}

	/**
	 * Take note of the answer to a script.
	 * @param nanos how long it took
	 */
	void answered(long nanos) {
		this.pairing.answered(nanos);
	}

	/**
	 * Note that a script is sent.
	 * @param size how many calls it is to serve
	 * @param joint whether they are of both sides
	 */
	void sending(int size, boolean joint) {
		this.figures.batch(size);
		this.expected = (joint && size > Pairing.FEW) ? EXPECTED : Math.max(0, this.expected - 1);
	}

	/**
	 * Wait for those who are about to come back, before a thread calls whose script
	 * serves them too.
	 */
	void awaitOthers(QueueSide side, QueueCall call) {
		if (!isShared()) {
			this.pairing.awaitRider(side, call);
		}
	}

	/**
	 * Let other threads run before the one that calls parks.
	 * @param nanos for how long at most
	 */
	void letOthersRun(QueueSide side, QueueCall call, long nanos) {
		Courtesy.COMMON.letOthersRun(WAITING_TIMES, () -> isShared() && call.end() == null && call.ageNanos() < nanos);
		if (!isShared()) {
			this.pairing.letOthersRun(side, call, nanos - call.ageNanos());
		}
	}

	/**
	 * Proceed after a call was submitted.
	 */
	void submitted(QueueSide side) {
		if (isUnderWay() || !isShared() && (side.isBehind() || !this.gathering.get())) {
			side.proceed();
		}
		else {
			gather(() -> Courtesy.COMMON.letOthersRun(GATHERING_TIMES, this::isShared));
		}
	}

	/**
	 * Return whether several callers of both sides share scripts.
	 */
	boolean isShared() {
		return this.expected > 0;
	}

	private boolean isUnderWay() {
		for (QueueSide side : this.sides) {
			if (side.isUnderWay()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Go on after a script. The next one is sent before those are told whom this one has
	 * served, so that Redis works on it while they wake up; unless they are expected back
	 * for it.
	 */
	void next() {
		if (isShared()) {
			this.sides.forEach(QueueSide::tellEnded);
			// So that they join those who have come meanwhile: else the halves would
			// take turns, with a script for each.
			Courtesy.COMMON.letOthersRun();
			proceed();
		}
		else {
			proceed();
			this.sides.forEach(QueueSide::tellEnded);
		}
	}

	/**
	 * Stay awake, after a script and everything that it asks for, for the call of a pair
	 * that is about to come, and send its script, instead of being woken by it in order
	 * to send it.
	 */
	void awaitCarrier() {
		long nanos = isShared() ? 0 : this.pairing.carrierPatienceNanos();
		if (nanos > 0) {
			gather(() -> this.pairing.awaitCarrier(nanos));
		}
	}

	/**
	 * Send once for all who come while others run, unless another thread does that.
	 * @param wait lets others run
	 */
	private void gather(Runnable wait) {
		if (!this.gathering.compareAndSet(false, true)) {
			return;
		}
		try {
			wait.run();
		}
		finally {
			this.gathering.set(false);
			proceed();
		}
	}

	/**
	 * Let all sides proceed.
	 */
	void proceed() {
		this.sides.forEach(QueueSide::proceed);
	}

}
