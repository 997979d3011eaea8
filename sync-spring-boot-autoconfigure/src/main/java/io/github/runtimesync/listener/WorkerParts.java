/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

/**
 * What a worker works with, the same for all of a container.
 *
 * @param queue the name of the queue
 * @param intake where fresh items come from
 * @param retries where those come from that failed before
 * @param handler what is done with them
 * @param scaleUp hears of each item that is taken
 */
record WorkerParts(String queue, Intake intake, RetrySchedule retries, Handler handler, ScaleUp scaleUp) {

}
