/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

/**
 * Two queues that take nothing.
 */
class FullAndClosed {

	static final String SECRET = "4929-secret";

	static final String FULL_DETAIL = "The server has too much to do at the moment. Try again later.";

	static final String CLOSED_DETAIL = "The server takes no more of this work: it is shutting down, or was told to stop. "
			+ "Try again later.";

	final SyncQueue<String> full;

	final SyncQueue<String> closed;

	FullAndClosed(SyncRegistry registry) {
		this.full = registry.queue("full", String.class, 1);
		this.full.offer(SECRET);
		this.closed = registry.queue("closed");
		this.closed.close();
	}

	/**
	 * An exception of the application that says itself how it is to be answered.
	 */
	@ResponseStatus(HttpStatus.CONFLICT)
	static class TeapotException extends QueueFullException {

		TeapotException() {
			super("teapot");
		}

	}

}
