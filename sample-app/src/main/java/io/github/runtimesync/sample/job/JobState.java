/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

/**
 * Where a job is on its way.
 */
enum JobState {

	/** It waits for a worker. */
	QUEUED,

	/** A worker is at it. */
	RUNNING,

	/** An attempt failed, and another one follows. */
	RETRYING,

	/** It has a result. */
	DONE,

	/** It was given up and is a dead letter, which can be replayed. */
	FAILED,

	/** The queue was cleared or removed before a worker took it. */
	DROPPED

}
