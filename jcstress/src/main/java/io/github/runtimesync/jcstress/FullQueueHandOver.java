/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * A putter of a full queue is let in by a getter: both see what the other has written,
 * and the items keep their order.
 */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "Both sides see each other, in order")
@State
public class FullQueueHandOver {

	private final SyncQueue<Integer> queue = LocalSyncRegistry.create().queue("q", Integer.class, 1);

	private int getterWrites;

	private int putterWrites;

	public FullQueueHandOver() {
		this.queue.add(1);
	}

	@Actor
	public void putter(III_Result result) {
		this.putterWrites = 1;
		Blocking.put(this.queue, 2);
		result.r1 = this.getterWrites;
	}

	@Actor
	public void getter(III_Result result) {
		this.getterWrites = 1;
		Blocking.get(this.queue);
		result.r3 = Blocking.get(this.queue);
		result.r2 = this.putterWrites;
	}

}
