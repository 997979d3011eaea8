/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A log for those who have an item in hand and must go on. It never throws, neither for
 * want of memory nor since what an application threw fails when it is asked what it is.
 */
final class FailureLog {

	private final Log logger;

	private final String subject;

	/**
	 * Create a log.
	 * @param source the class that logs
	 * @param subject what it logs of
	 */
	FailureLog(Class<?> source, String subject) {
		this.logger = LogFactory.getLog(source);
		this.subject = subject;
	}

	/**
	 * Log a failure.
	 * @param format what happened, with a place for the subject; formatted here since
	 * even that takes memory
	 * @param failure what was thrown
	 */
	void error(String format, Throwable failure) {
		try {
			this.logger.error(format.formatted(this.subject), failure);
		}
		catch (Throwable ex) {
			errorWithoutDetails(format, failure);
		}
	}

	private void errorWithoutDetails(String format, Throwable failure) {
		try {
			this.logger.error("%s (%s, which cannot be logged)".formatted(format.formatted(this.subject),
					failure.getClass().getName()));
		}
		catch (Throwable ex) {
			// There is no memory to tell of it either.
		}
	}

	/**
	 * Log a failure that is nothing special.
	 */
	void debug(Supplier<String> message, Throwable failure) {
		try {
			if (this.logger.isDebugEnabled()) {
				this.logger.debug(message.get(), failure);
			}
		}
		catch (Throwable ex) {
			// It is told of when it becomes something special.
		}
	}

}
