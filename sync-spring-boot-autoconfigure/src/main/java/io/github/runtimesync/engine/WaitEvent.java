/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * A wait as an event of Java Flight Recorder. Names no subclass: Flight Recorder links
 * this class while it defines a subclass, and the verifier must not load that again.
 */
@Category("Runtime Sync")
@StackTrace
@Threshold("20 ms")
abstract class WaitEvent extends Event implements WaitRecord {

	@Label("Name")
	@Description("The name of the primitive")
	@Nullable String name;

	@Label("Engine")
	@Description("The engine of the primitive")
	@Nullable String engine;

	@Label("End")
	@Description("How the wait ended: completed, timed out, interrupted or closed")
	@Nullable String end;

	final WaitRecord begin(WaitObserver observer) {
		this.name = observer.name();
		this.engine = observer.engine();
		begin();
		return this;
	}

	@Override
	public void end(WaitEnd end) {
		end();
		if (shouldCommit()) {
			this.end = end.toString();
			commit();
		}
	}

}
