/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

/**
 * How a putter and a taker who call again and again keep step, so that one script serves
 * both: the script of the putter. Who comes first waits for the other one if that stayed
 * away for a moment only the last time, and Redis is near. It lets other threads run
 * meanwhile, for two round trips at most; a taker then asks for itself.
 * <p>
 * Only the taker stays awake while a script is under way. If both did, the kernel would
 * take the one for a rival of the other, and let it wait for its next slice of time.
 */
final class Pairing {

	/** How many callers there may be of both sides together. */
	static final int FEW = 2;

	private final QueueSide carrier;

	private final List<QueueSide> riders;

	private final RoundTrip roundTrip = new RoundTrip();

	/**
	 * Create a pairing.
	 * @param carrier the side whose scripts serve the others too
	 * @param riders the others, possibly none
	 */
	Pairing(QueueSide carrier, List<QueueSide> riders) {
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
	 * Return whether the calls of a side had better go along with the next script of the
	 * carrier. To be asked with the lock of the side, whose calls must see to it that
	 * this does not last.
	 * @param dueNanos since when they want a script, by {@link System#nanoTime()}
	 */
	boolean holds(QueueSide side, long dueNanos) {
		long patience = this.roundTrip.patienceNanos();
		return side != this.carrier && System.nanoTime() - dueNanos < patience && areFew()
				&& isCarrierExpected(patience) && side.isPatient();
	}

	private boolean isCarrierExpected(long patience) {
		return this.carrier.isUnderWay() || this.carrier.isExpectedWithin(patience);
	}

	/**
	 * Wait for those who are about to come back, and can go along with the script of a
	 * side.
	 */
	void awaitRiders(QueueSide side) {
		if (side == this.carrier) {
			long patience = this.roundTrip.patienceNanos();
			for (QueueSide rider : this.riders) {
				while (areFew() && isAboutToCome(rider, patience)) {
					Thread.yield();
				}
			}
		}
	}

	private static boolean isAboutToCome(QueueSide rider, long patience) {
		return rider.count() == 0 && rider.isExpectedWithin(patience);
	}

	/**
	 * Let other threads run as long as a call is likely to end soon.
	 * @param nanos for how long at most
	 */
	void letOthersRun(QueueSide side, QueueCall call, long nanos) {
		long begin = System.nanoTime();
		long patience = Math.min(nanos, patienceNanos(side));
		while (System.nanoTime() - begin < patience && call.end() == null && isWorthStayingAwake(side, patience)) {
			Thread.yield();
		}
	}

	private long patienceNanos(QueueSide side) {
		long patience = this.roundTrip.patienceNanos();
		for (QueueSide rider : this.riders) {
			if (side == this.carrier && (rider.count() > 0 || rider.isExpectedWithin(patience))) {
				return 0;
			}
		}
		return patience;
	}

	private boolean isWorthStayingAwake(QueueSide side, long patience) {
		return side.isUnderWay() || side != this.carrier && isCarrierExpected(patience);
	}

}
