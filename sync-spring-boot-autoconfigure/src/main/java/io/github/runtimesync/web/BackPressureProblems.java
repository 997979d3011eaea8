/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.Assert;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncClosedException;

/**
 * Says what a client is told when a handler ran into a full or closed primitive: 503,
 * when to come back, and a problem detail of fixed words. The exception's own message is
 * not for clients. The words can be replaced by those of a {@link MessageSource}, with
 * {@code problemDetail.} and the name of the exception's class as code.
 */
public final class BackPressureProblems {

	private static final String FULL = "The server has too much to do at the moment. Try again later.";

	private static final String CLOSED = "The server takes no more of this work: it is shutting down, or was told to stop. "
			+ "Try again later.";

	private final long fullSeconds;

	private final long closedSeconds;

	private final @Nullable MessageSource messages;

	/**
	 * Create the problems.
	 * @param retryAfterFull when to come back after a queue was full, rounded up to
	 * seconds; zero for no advice
	 * @param retryAfterClosed when to come back after something was closed, likewise
	 * @param messages other words, {@code null} if there are none
	 */
	public BackPressureProblems(Duration retryAfterFull, Duration retryAfterClosed, @Nullable MessageSource messages) {
		this.fullSeconds = seconds(retryAfterFull);
		this.closedSeconds = seconds(retryAfterClosed);
		this.messages = messages;
	}

	private static long seconds(Duration duration) {
		Assert.isTrue(!duration.isNegative(), () -> "The time to retry after must not be negative: " + duration);
		return duration.getSeconds() + ((duration.getNano() != 0) ? 1 : 0);
	}

	/**
	 * Find the answer to an exception.
	 * @param thrown what the handler threw
	 * @param path the path of the request, encoded
	 * @param locale the language of the client, {@code null} if not known
	 * @return the answer, {@code null} if this is not about back-pressure or the
	 * exception says itself how it is to be answered
	 */
	@Nullable ErrorResponse find(Throwable thrown, String path, @Nullable Locale locale) {
		Throwable ex = unwrap(thrown);
		if (!(ex instanceof QueueFullException || ex instanceof SyncClosedException) || answersItself(ex)) {
			return null;
		}
		boolean full = ex instanceof QueueFullException;
		ErrorResponse.Builder response = ErrorResponse.builder(ex, HttpStatus.SERVICE_UNAVAILABLE,
				full ? FULL : CLOSED);
		long seconds = full ? this.fullSeconds : this.closedSeconds;
		if (seconds != 0) {
			response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		}
		try {
			response.instance(URI.create(path));
		}
		catch (IllegalArgumentException ignored) {
			// A path that is no URI is not worth repeating.
		}
		return response.build(this.messages, (locale != null) ? locale : Locale.getDefault());
	}

	/**
	 * A future that is joined wraps what it failed with.
	 */
	private static Throwable unwrap(Throwable thrown) {
		Throwable cause = thrown.getCause();
		boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
		return (wrapper && cause != null) ? cause : thrown;
	}

	private static boolean answersItself(Throwable ex) {
		return ex instanceof ErrorResponse || AnnotatedElementUtils.hasAnnotation(ex.getClass(), ResponseStatus.class);
	}

}
