/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.sample.SampleProperties;

/**
 * Answers everything that goes wrong with a problem detail (RFC 9457) that says what was
 * wrong.
 */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

	private static final String RETRY_AFTER_SECONDS = "2";

	private final SampleProperties properties;

	ProblemHandler(SampleProperties properties) {
		this.properties = properties;
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleQueueFull(QueueFullException ex) {
		return unavailable("All places for waiting jobs are taken. Try again in a moment.");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleTaskRejected(TaskRejectedException ex) {
		return unavailable("Too many texts are being worked on. Try again in a moment.");
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handleClosed(SyncClosedException ex) {
		return unavailable("The queue takes no more jobs: it was closed, or the application is shutting down.");
	}

	/*
	 * The engine gives up after sync.redis.timeout, the template of the job table after
	 * spring.data.redis.timeout.
	 */
	@ExceptionHandler({ SyncUnavailableException.class, DataAccessResourceFailureException.class,
			QueryTimeoutException.class })
	ResponseEntity<ProblemDetail> handleUnavailable() {
		return unavailable("Redis does not answer.");
	}

	@ExceptionHandler
	ProblemDetail handleMultipart(MultipartException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The multipart body cannot be read.");
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(MaxUploadSizeExceededException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String detail = "The content is too large: at most " + this.properties.maxContent().toBytes()
				+ " bytes are taken.";
		return handleExceptionInternal(ex, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String detail = JsonProblem.describe(ex.getCause());
		return handleExceptionInternal(ex, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
	}

	private static ResponseEntity<ProblemDetail> unavailable(String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.body(problem);
	}

}
