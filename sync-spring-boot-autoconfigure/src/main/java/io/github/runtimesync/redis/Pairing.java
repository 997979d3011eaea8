/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a putter and a taker who call again and again keep step, so that one script serves
 * both: the script of the putter. Who comes first waits for the other one, another
 * thread, if that stayed away for a moment only the last time and Redis is near. It lets
 * other threads run meanwhile: a putter for one round trip at most, a taker for two, and
 * then it asks for itself. It also does so now and then as long as items are left, and
 * the putter waits for that for two, since it would take no more than the putter puts.
 * Whoever ends a script, a thread of Lettuce, waits for the putter in turn and sends the
 * next one, instead of being woken to send it.
 * <p>
 * Only the taker stays awake while a script is under way. If both did, the kernel would
 * take the one for a rival of the other, and let it wait for its next slice of time.
 */
final class Pairing {

	/** How many callers there may be of both sides together. */
	static final int FEW = 2;

	/**
	 * After how many scripts at most to wait for the carrier again if it has not come
	 * several times in a row: it may call others first who need the thread that waits.
	 */
	private static final int LONGEST_PAUSE = 64;

	private final Resender resender;

	private final QueueSide carrier;

	private final List<QueueSide> riders;

	private final RoundTrip roundTrip = new RoundTrip();

	/** After how many scripts to wait for the carrier again if it does not come. */
	private volatile int nextPause;

	/** Here and above one of two updates at the same time may be lost. */
	private volatile int pause;

	/**
	 * Create a pairing.
	 * @param resender tells whether any script is under way
	 * @param carrier the side whose scripts serve the others too
	 * @param riders the others, possibly none
	 */
	Pairing(Resender resender, QueueSide carrier, List<QueueSide> riders) {
		this.resender = resender;
		this.carrier = carrier;
		this.riders = riders;
	}

	/**
	 * Take note of the answer to a script.
	 * @param nanos how long it took
	 */
	void answered(long nanos) {
		this.roundTrip.answered(nanos);
	}

	/**
	 * Return whether there are so few callers that nobody else shares their scripts.
	 */
	boolean areFew() {
		int count = this.carrier.count();
		for (QueueSide rider : this.riders) {
			count += rider.count();
		}
		return count <= FEW;
	}

	/**
	 * Return whether the call of a side had better go along with the next script of the
	 * carrier. Its thread sees to it that this does not last.
	 * @param single the call, if it is the only one of the side
	 * @param dueNanos since when it wants a script, by {@link System#nanoTime()}
	 */
	boolean holds(QueueSide side, @Nullable QueueCall single, long dueNanos) {
		long patience = this.roundTrip.patienceNanos();
		return side != this.carrier && single != null && single.isPatient() && !side.isBehind() && areFew()
				&& System.nanoTime() - dueNanos < patience && isCarrierExpected(single);
	}

	private boolean isCarrierExpected(QueueCall call) {
		return this.carrier.isUnderWay() || isExpected(this.carrier, call.thread());
	}

	private boolean isExpected(QueueSide side, @Nullable Thread by) {
		return side.presence().isOtherExpectedWithin(this.roundTrip.expectedNanos(), by);
	}

	/**
	 * Wait for whoever is about to come back and can go along with the script of a call,
	 * if there are no others. One that is behind catches up meanwhile, which it could not
	 * if the carrier went on.
	 */
	void awaitRider(QueueSide side, QueueCall call) {
		if (side != this.carrier || side.count() > 0) {
			return;
		}
		for (QueueSide rider : this.riders) {
			boolean isBehind = rider.isBehind();
			long nanos = isBehind ? this.roundTrip.patienceNanos() : this.roundTrip.expectedNanos();
			Courtesy.COMMON.letOthersRunFor(nanos,
					() -> isBehind && rider.isUnderWay() || rider.count() == 0 && isExpected(rider, call.thread()));
		}
	}

	/**
	 * Return for how long it is worth waiting for the next call of the carrier: until it
	 * is likely to have come, and not at all unless a rider is about.
	 */
	long carrierPatienceNanos() {
		if (this.pause > 0) {
			this.pause--;
			return 0;
		}
		return (areFew() && isRiderAbout(null)) ? this.carrier.presence().patienceNanos(this.roundTrip.expectedNanos())
				: 0;
	}

	/**
	 * Let other threads run until the next call of the carrier comes, or any script is
	 * under way, whose answer this thread may have to read.
	 * @param nanos for how long at most
	 */
	void awaitCarrier(long nanos) {
		Courtesy.COMMON.letOthersRunFor(nanos, () -> this.carrier.count() == 0 && this.resender.isIdle());
		if (this.carrier.count() > 0) {
			this.nextPause = 0;
		}
		else {
			this.pause = this.nextPause;
			this.nextPause = Math.min(2 * this.nextPause + 1, LONGEST_PAUSE);
		}
	}

	/**
	 * Let other threads run as long as a call is likely to end soon.
	 * @param nanos for how long at most
	 */
	void letOthersRun(QueueSide side, QueueCall call, long nanos) {
		long patience = this.roundTrip.patienceNanos();
		boolean isRider = side != this.carrier;
		if (isRider || !isRiderAbout(call.thread())) {
			Courtesy.COMMON.letOthersRunFor(Math.min(nanos, patience),
					() -> call.end() == null && areFew() && (side.isUnderWay() || isRider && isCarrierExpected(call)));
		}
	}

	private boolean isRiderAbout(@Nullable Thread thread) {
		for (QueueSide rider : this.riders) {
			if (rider.count() > 0 || isExpected(rider, thread)) {
				return true;
			}
		}
		return false;
	}

}
