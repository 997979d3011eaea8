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

import io.github.runtimesync.SyncShared;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Whoever gets a shared value sees what was written to it before it was set.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "The new value without its field")
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "The value before")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The new value with its field")
@State
public class SharedPublication {

	private final SyncShared<Item> shared = LocalSyncRegistry.create().shared("s", new Item(2));

	@Actor
	public void setter() {
		Item item = new Item(0);
		item.value = 1;
		this.shared.set(item);
	}

	@Actor
	public void getter(I_Result result) {
		Item item = this.shared.get();
		result.r1 = item.value;
	}

	private static final class Item {

		private int value;

		Item(int value) {
			this.value = value;
		}

	}

}
