/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.web;

import java.util.function.Supplier;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be served as it is; answered with 400 and a problem detail.
 */
public class BadRequestException extends ErrorResponseException {

	/**
	 * Create an exception.
	 * @param detail what is wrong with the request, for its sender to read
	 */
	public BadRequestException(String detail) {
		super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
	}

	/**
	 * Turn the complaint of a conversion into a bad request.
	 * @param conversion converts the request, with an {@link IllegalArgumentException}
	 * that says what is wrong with it
	 * @param <T> the type of the result
	 * @return the result
	 */
	public static <T> T unlessValid(Supplier<T> conversion) {
		try {
			return conversion.get();
		}
		catch (IllegalArgumentException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()));
		}
	}

}
