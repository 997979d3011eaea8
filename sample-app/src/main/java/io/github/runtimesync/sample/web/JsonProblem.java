/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.web;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Says in the sender's terms why a body could not be read: where, and which field, but no
 * type of this application.
 */
final class JsonProblem {

	private JsonProblem() {
	}

	static String describe(@Nullable Throwable cause) {
		if (!(cause instanceof JacksonException ex)) {
			return "The request body is missing or empty.";
		}
		if (ex instanceof StreamReadException && !(ex instanceof InputCoercionException)) {
			return "The request body is not valid JSON: " + ex.getOriginalMessage() + position(ex.getLocation()) + ".";
		}
		String field = field(ex);
		return (field.isEmpty() ? "The request body" : "The field '" + field + "'") + " has a value of the wrong type"
				+ position(ex.getLocation()) + ".";
	}

	private static String field(JacksonException ex) {
		return ex.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? "." + step.getPropertyName()
					: "[" + step.getIndex() + "]")
			.collect(Collectors.joining())
			.replaceFirst("^\\.", "");
	}

	private static String position(@Nullable TokenStreamLocation location) {
		if (location == null || location.getLineNr() < 1) {
			return "";
		}
		return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
	}

}
