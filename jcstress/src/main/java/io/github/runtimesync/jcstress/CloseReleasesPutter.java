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

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * A close lets a blocked putter go.
 */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The putter was let go")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "The putter is stuck")
@State
public class CloseReleasesPutter {

	private final SyncQueue<Integer> queue = LocalSyncRegistry.create().queue("q", Integer.class, 1);

	public CloseReleasesPutter() {
		this.queue.add(1);
	}

	@Actor
	public void putter() {
		try {
			Blocking.put(this.queue, 2);
		}
		catch (QueueClosedException ex) {
			// What the close is for.
		}
	}

	@Signal
	public void closer() {
		this.queue.close();
	}

}
