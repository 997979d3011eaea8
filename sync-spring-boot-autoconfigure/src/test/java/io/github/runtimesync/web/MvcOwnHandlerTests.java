/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncException;

/**
 * However a Spring MVC application handles a full queue itself, it wins.
 */
class MvcOwnHandlerTests {

	@ParameterizedTest
	@ValueSource(classes = { PlainAdvice.class, FirstAdvice.class, LastAdvice.class, GeneralAdvice.class,
			ParentAdvice.class, PlainResolver.class, LastResolver.class })
	@DisplayName("The application's own handling of a full queue wins")
	void ownHandlerWins(Class<?> handling) {
		try (WebApplication application = start(handling)) {
			application.expectOwn("/full");
		}
	}

	@Test
	@DisplayName("A controller's or a route's own handling of a full queue wins, for what it serves")
	void localHandlerWins() {
		try (WebApplication application = start(LocalHandlers.class)) {
			application.expectOwn("/local/full");
			application.expectOwn("/local-general/full");
			application.get("/status/full").expectStatus().isEqualTo(409);
			application.expectOwn("/route/own");
			application.expectProblem("/route/full", "2", FullAndClosed.FULL_DETAIL);
			application.expectProblem("/full", "2", FullAndClosed.FULL_DETAIL);
		}
	}

	@Test
	@DisplayName("Switched off, a full queue is an error like any other")
	void switchedOff() {
		try (WebApplication application = start(PlainHandler.class, "sync.web.problem-details.enabled=false")) {
			application.get("/full").expectStatus().isEqualTo(500).expectHeader().doesNotExist("Retry-After");
		}
	}

	@Test
	@DisplayName("The time to come back can be set, and left out")
	void retryAfter() {
		try (WebApplication application = start(PlainHandler.class, "sync.web.retry-after=1500ms",
				"sync.web.retry-after-closed=0s")) {
			application.expectProblem("/full", "2", FullAndClosed.FULL_DETAIL);
			application.get("/closed").expectStatus().isEqualTo(503).expectHeader().doesNotExist("Retry-After");
		}
	}

	@Test
	@DisplayName("The words can be replaced by those of a message source")
	void words() {
		try (WebApplication application = start(PlainHandler.class, "spring.messages.basename=back-pressure")) {
			application.expectProblem("/full", "2", "Come back when the kettle is empty.");
		}
	}

	private static WebApplication start(Class<?> handling, String... properties) {
		Class<?>[] sources = { Application.class, handling, PlainHandler.class };
		return WebApplication.start(WebApplicationType.SERVLET, sources, properties);
	}

	private static ResponseEntity<String> own() {
		return ResponseEntity.status(HttpStatus.CONFLICT).body("own");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FullAndClosed.class)
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes(FullAndClosed queues) {
			return RouterFunctions.route().GET("/route/own", (request) -> {
				queues.full.add("another");
				return ServerResponse.ok().build();
			})
				.onError(QueueFullException.class, (ex, request) -> ServerResponse.status(409).body("own"))
				.build()
				.and(RouterFunctions.route().GET("/route/full", (request) -> {
					queues.full.add("another");
					return ServerResponse.ok().build();
				}).build());
		}

	}

	@RestController
	static class PlainHandler {

		private final FullAndClosed queues;

		PlainHandler(FullAndClosed queues) {
			this.queues = queues;
		}

		@GetMapping("/full")
		void full() {
			this.queues.full.add("another");
		}

		@GetMapping("/closed")
		void closed() {
			this.queues.closed.add("another");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ LocalHandler.class, LocalGeneralHandler.class, StatusHandler.class })
	static class LocalHandlers {

	}

	@RequestMapping("/local")
	static class LocalHandler extends PlainHandler {

		LocalHandler(FullAndClosed queues) {
			super(queues);
		}

		@ExceptionHandler
		ResponseEntity<String> handle(QueueFullException ex) {
			return own();
		}

	}

	@RequestMapping("/local-general")
	static class LocalGeneralHandler extends PlainHandler {

		LocalGeneralHandler(FullAndClosed queues) {
			super(queues);
		}

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return own();
		}

	}

	@RequestMapping("/status")
	static class StatusHandler extends PlainHandler {

		StatusHandler(FullAndClosed queues) {
			super(queues);
		}

		@Override
		void full() {
			try {
				super.full();
			}
			catch (QueueFullException ex) {
				throw new ResponseStatusException(HttpStatus.CONFLICT, "own", ex);
			}
		}

	}

	@RestControllerAdvice
	static class PlainAdvice {

		@ExceptionHandler
		ResponseEntity<String> handle(QueueFullException ex) {
			return own();
		}

	}

	@RestControllerAdvice
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class FirstAdvice extends PlainAdvice {

	}

	@RestControllerAdvice
	@Order(Ordered.LOWEST_PRECEDENCE)
	static class LastAdvice extends PlainAdvice {

	}

	@RestControllerAdvice
	@Order(Ordered.LOWEST_PRECEDENCE)
	static class GeneralAdvice {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return own();
		}

	}

	@RestControllerAdvice
	static class ParentAdvice {

		@ExceptionHandler(SyncException.class)
		ResponseEntity<String> handle() {
			return own();
		}

	}

	static class PlainResolver implements HandlerExceptionResolver {

		@Override
		public ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, Object handler,
				Exception ex) {
			try {
				response.setStatus(409);
				response.getWriter().write("own");
			}
			catch (java.io.IOException failure) {
				throw new java.io.UncheckedIOException(failure);
			}
			return new ModelAndView();
		}

	}

	static class LastResolver extends PlainResolver implements Ordered {

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

	}

}
