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

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Two dones let two waiters go, each of which sees what the other has written. Each side
 * does both, so that two processors are enough.
 */
@JCStressTest
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "Both waiters see both fields")
@State
public class TwoDonesTwoAwaits {

	private final SyncWaitGroup group = LocalSyncRegistry.create().waitGroup("g");

	private int first;

	private int second;

	public TwoDonesTwoAwaits() {
		this.group.add(2);
	}

	@Actor
	public void first(II_Result result) {
		this.first = 1;
		this.group.done();
		Blocking.await(this.group);
		result.r1 = this.first + this.second;
	}

	@Actor
	public void second(II_Result result) {
		this.second = 1;
		this.group.done();
		Blocking.await(this.group);
		result.r2 = this.first + this.second;
	}

}
