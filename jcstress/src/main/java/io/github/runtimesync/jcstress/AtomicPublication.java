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
import org.openjdk.jcstress.infra.results.II_Result;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Whoever sees the value of an atomic sees what was written before it was set.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Read before both")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Read in between")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Read after both")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The value without what came before it")
@State
public class AtomicPublication {

	private final SyncAtomic atomic = LocalSyncRegistry.create().atomic("a");

	private int value;

	@Actor
	public void setter() {
		this.value = 1;
		this.atomic.set(1);
	}

	@Actor
	public void getter(II_Result result) {
		result.r1 = (int) this.atomic.get();
		result.r2 = this.value;
	}

}
