/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Items that somebody took from a queue and that are not done with.
 *
 * @param queue the queue they were taken from
 * @param inRetry how many wait for another attempt
 * @param unfinished how many are being processed, or were when that was given up
 * @param undeliverable how many could not be processed, and not be put into a dead-letter
 * queue either
 */
public record HeldItems(String queue, int inRetry, int unfinished, long undeliverable) {

}
