/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * An offer and a poll at a full queue of one happen in one order or the other.
 */
@JCStressTest
@Outcome(id = "1, 7, 8", expect = Expect.ACCEPTABLE, desc = "The poll made room for the offer")
@Outcome(id = "0, 7, 0", expect = Expect.ACCEPTABLE, desc = "The offer came too early")
@State
public class OfferPollOfOne {

	private final SyncQueue<Integer> queue = LocalSyncRegistry.create().queue("q", Integer.class, 1);

	public OfferPollOfOne() {
		this.queue.add(7);
	}

	@Actor
	public void offer(III_Result result) {
		result.r1 = (this.queue.offer(8)) ? 1 : 0;
	}

	@Actor
	public void poll(III_Result result) {
		result.r2 = orZero(this.queue.poll());
	}

	@Arbiter
	public void rest(III_Result result) {
		result.r3 = orZero(this.queue.poll());
	}

	private static int orZero(Integer item) {
		return (item != null) ? item : 0;
	}

}
