/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test.example;

import org.springframework.stereotype.Component;

import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncMessage;
import io.github.runtimesync.listener.SyncRetry;

@Component
class JobListener {

	@SyncListener(queue = "jobs", retry = @SyncRetry(maxRetries = "1", delay = "1h"))
	void process(SyncMessage<String> job) {
		if (job.item().equals("poison") || (job.item().equals("later") && job.attempt() == 1)) {
			throw new IllegalStateException("cannot do " + job.item());
		}
	}

}
