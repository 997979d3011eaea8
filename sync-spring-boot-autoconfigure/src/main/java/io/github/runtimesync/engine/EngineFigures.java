/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * What an engine has asked of its store since it was created. All figures only grow.
 *
 * @param commands commands sent, repetitions included
 * @param resends commands sent once more since there was no answer
 * @param failures commands without an answer, or with one that says to come back later
 * @param answers commands that were answered
 * @param answerNanos what the answered commands took together, in nanoseconds
 * @param batches commands that carried what callers wanted
 * @param requests what callers wanted, several of which can share a command
 * @param wakeUps messages that something has happened that callers of this JVM wait for
 */
public record EngineFigures(long commands, long resends, long failures, long answers, long answerNanos, long batches,
		long requests, long wakeUps) {

}
