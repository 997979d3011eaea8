/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.readme;

import org.springframework.stereotype.Component;

import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncRetry;

@Component
record MailWorker(Mailer mailer) {

	@SyncListener(queue = "mails", concurrency = "4",
			retry = @SyncRetry(maxRetries = "3", delay = "${mails.retry-delay:1s}", multiplier = "2"))
	void process(Mail mail) throws Exception {
		this.mailer.send(mail);
	}

}
