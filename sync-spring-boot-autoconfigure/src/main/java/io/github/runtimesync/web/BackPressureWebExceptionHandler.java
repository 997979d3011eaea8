/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers back-pressure in WebFlux, for annotated handlers and functional routes, after
 * the exception handlers, advices and error handlers of the application and before what
 * Spring Boot does with every error that is left.
 */
public class BackPressureWebExceptionHandler implements WebExceptionHandler, Ordered {

	/**
	 * The order of Spring Boot's own error handler, which leaves no error to others.
	 * Among equals the one that is registered first is asked first, so an application's
	 * handler of this order comes before this one, and Spring Boot's after it.
	 */
	public static final int BEFORE_DEFAULT = -1;

	private static final Log logger = LogFactory.getLog(BackPressureWebExceptionHandler.class);

	private final BackPressureProblems problems;

	private final List<HttpMessageWriter<?>> writers;

	private final int order;

	/**
	 * Create a handler.
	 * @param problems what to answer
	 * @param writers write the problem detail
	 * @param order {@link #BEFORE_DEFAULT}, or the lowest precedence where the
	 * application has replaced Spring Boot's error handler
	 */
	public BackPressureWebExceptionHandler(BackPressureProblems problems, List<HttpMessageWriter<?>> writers,
			int order) {
		this.problems = problems;
		this.writers = writers;
		this.order = order;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
		ServerHttpRequest request = exchange.getRequest();
		ErrorResponse problem = exchange.getResponse().isCommitted() ? null
				: this.problems.find(ex, request.getURI().getRawPath(), exchange.getLocaleContext().getLocale());
		if (problem == null) {
			return Mono.error(ex);
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Answering 503 to " + ex);
		}
		if (this.order == BEFORE_DEFAULT && format(request) == ProblemFormat.PAGE) {
			problem.getHeaders().forEach(exchange.getResponse().getHeaders()::put);
			return Mono.error(new ResponseStatusException(problem.getStatusCode(), null, ex));
		}
		return ServerResponse.status(problem.getStatusCode())
			.headers((headers) -> headers.putAll(problem.getHeaders()))
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyValue(problem.getBody())
			.flatMap((response) -> response.writeTo(exchange, new WriterContext(this.writers)));
	}

	private static ProblemFormat format(ServerHttpRequest request) {
		return ProblemFormat.of(request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT));
	}

	private record WriterContext(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

		@Override
		public List<ViewResolver> viewResolvers() {
			return List.of();
		}

	}

}
