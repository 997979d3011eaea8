/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import org.jspecify.annotations.Nullable;

/**
 * What a worker works with, the same for all of a container.
 *
 * @param queue the name of the queue
 * @param intake where fresh items come from
 * @param retries where those come from that failed before
 * @param handler what is done with them
 * @param scaleUp hears of items that are taken
 * @param shortcut handles the items after that, {@code null} where that takes more care
 */
record WorkerParts(String queue, Intake intake, RetrySchedule retries, Handler handler, ScaleUp scaleUp,
		@Nullable Shortcut shortcut) {

}
