/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;

import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows whether a blocked thread would pin a virtual thread's carrier before JDK 24: one
 * that waits on a monitor or holds one while it is parked.
 */
final class Monitors {

	private Monitors() {
	}

	static void assertNoneHeld(Task<?> blocked) {
		blocked.awaitBlocked();
		ThreadInfo info = ManagementFactory.getThreadMXBean()
			.getThreadInfo(new long[] { blocked.thread().getId() }, true, false)[0];
		assertThat(info.getLockedMonitors()).as("monitors of %s", info.getThreadName()).isEmpty();
		assertThat(Arrays.stream(info.getStackTrace())
			.filter((frame) -> frame.getClassName().equals(Object.class.getName())))
			.as("%s waits on a monitor", info.getThreadName())
			.isEmpty();
	}

}
