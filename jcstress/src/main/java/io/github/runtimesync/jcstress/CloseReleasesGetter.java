/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * A close lets a blocked getter go.
 */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The getter was let go")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "The getter is stuck")
@State
public class CloseReleasesGetter {

	private final SyncQueue<Integer> queue = LocalSyncRegistry.create().queue("q", Integer.class, 1);

	@Actor
	public void getter() {
		Blocking.get(this.queue);
	}

	@Signal
	public void closer() {
		this.queue.close();
	}

}
