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

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * What was written before a put is seen after the get.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The getter sees the field")
@State
public class PutGetPublication {

	private final SyncQueue<Item> queue = LocalSyncRegistry.create().queue("q", Item.class);

	@Actor
	public void putter() {
		Item item = new Item();
		item.value = 1;
		Blocking.put(this.queue, item);
	}

	@Actor
	public void getter(I_Result result) {
		result.r1 = Blocking.get(this.queue).value;
	}

	private static final class Item {

		private int value;

	}

}
