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
import org.openjdk.jcstress.infra.results.I_Result;

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * What was written before the last done is seen after the await.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The waiter sees the field")
@State
public class DoneAwaitPublication {

	private final SyncWaitGroup group = LocalSyncRegistry.create().waitGroup("g");

	private int value;

	public DoneAwaitPublication() {
		this.group.add();
	}

	@Actor
	public void worker() {
		this.value = 1;
		this.group.done();
	}

	@Actor
	public void waiter(I_Result result) {
		Blocking.await(this.group);
		result.r1 = this.value;
	}

}
