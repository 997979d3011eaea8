/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers back-pressure in Spring MVC, for annotated handlers and functional routes. It
 * comes last: an exception handler, an advice, whatever its order and however general the
 * exception it takes, and a resolver of the application have had their turn before.
 */
public class BackPressureExceptionResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(BackPressureExceptionResolver.class);

	private final BackPressureProblems problems;

	private final Supplier<List<HttpMessageConverter<?>>> converters;

	/**
	 * Create a resolver.
	 * @param problems what to answer
	 * @param converters write the problem detail; asked for when there is one to write
	 */
	public BackPressureExceptionResolver(BackPressureProblems problems,
			Supplier<List<HttpMessageConverter<?>>> converters) {
		this.problems = problems;
		this.converters = converters;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (response.isCommitted()) {
			return null;
		}
		ErrorResponse problem = this.problems.find(ex, request.getRequestURI(), LocaleContextHolder.getLocale());
		if (problem == null) {
			return null;
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Answering 503 to " + ex);
		}
		try {
			if (ProblemFormat.of(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))) == ProblemFormat.PAGE) {
				sendError(response, problem);
			}
			else {
				write(request, response, problem);
			}
		}
		catch (IOException | ServletException failure) {
			logger.debug("The answer could not be written", failure);
		}
		return new ModelAndView();
	}

	private void write(HttpServletRequest request, HttpServletResponse response, ErrorResponse problem)
			throws IOException, ServletException {
		response.resetBuffer();
		// The type that the handler was about to send would win otherwise.
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		try {
			ServerResponse.status(problem.getStatusCode())
				.headers((headers) -> headers.putAll(problem.getHeaders()))
				.contentType(MediaType.APPLICATION_PROBLEM_JSON)
				.body(problem.getBody())
				.writeTo(request, response, this.converters::get);
		}
		catch (HttpMediaTypeNotAcceptableException ex) {
			// Nothing here writes JSON.
			sendError(response, problem);
		}
	}

	private static void sendError(HttpServletResponse response, ErrorResponse problem) throws IOException {
		problem.getHeaders().forEach((name, values) -> values.forEach((value) -> response.setHeader(name, value)));
		response.sendError(problem.getStatusCode().value());
	}

}
