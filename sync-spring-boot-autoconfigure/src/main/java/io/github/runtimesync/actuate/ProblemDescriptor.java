/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncUnavailableException;

/**
 * What was wrong with a request, in the form of RFC 9457. Boot's own answer to an invalid
 * endpoint request leaves the reason out unless the application shows error messages.
 *
 * @param title the kind of problem
 * @param status the HTTP status
 * @param detail what was wrong and what is expected
 */
public record ProblemDescriptor(String title, int status, String detail) implements OperationResponseBody {

	private static final MimeType PROBLEM_JSON = new MimeType("application", "problem+json");

	private static final int METHOD_NOT_ALLOWED = 405;

	private static final int CONFLICT = 409;

	private static final int SERVICE_UNAVAILABLE = 503;

	static WebEndpointResponse<ProblemDescriptor> badRequest(String detail) {
		return response("Bad Request", WebEndpointResponse.STATUS_BAD_REQUEST, detail);
	}

	static WebEndpointResponse<ProblemDescriptor> notFound(String detail) {
		return response("Not Found", WebEndpointResponse.STATUS_NOT_FOUND, detail);
	}

	static WebEndpointResponse<ProblemDescriptor> nameRequired() {
		return methodNotAllowed(
				"Only a single primitive can be changed or removed: name it in the path, as in queues/jobs");
	}

	static WebEndpointResponse<ProblemDescriptor> methodNotAllowed(String detail) {
		return response("Method Not Allowed", METHOD_NOT_ALLOWED, detail);
	}

	static WebEndpointResponse<ProblemDescriptor> conflict(String detail) {
		return response("Conflict", CONFLICT, detail);
	}

	/**
	 * Answer that an engine could not do something.
	 */
	static WebEndpointResponse<ProblemDescriptor> failed(SyncException failure) {
		String detail = String.valueOf(failure.getMessage());
		return (failure instanceof SyncUnavailableException)
				? response("Service Unavailable", SERVICE_UNAVAILABLE, detail) : conflict(detail);
	}

	private static WebEndpointResponse<ProblemDescriptor> response(String title, int status, String detail) {
		return new WebEndpointResponse<>(new ProblemDescriptor(title, status, detail), status, PROBLEM_JSON);
	}

}
