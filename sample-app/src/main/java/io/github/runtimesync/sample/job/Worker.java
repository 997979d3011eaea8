/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

/**
 * Who works on a job.
 *
 * @param instance the instance of the application
 * @param thread the name of the thread
 */
record Worker(String instance, String thread) {
}
