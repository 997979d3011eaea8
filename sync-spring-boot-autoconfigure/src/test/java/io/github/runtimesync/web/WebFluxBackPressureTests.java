/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.runtimesync.QueueFullException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client of a WebFlux application on Netty sees of a full or closed queue.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebFluxBackPressureTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	/**
	 * Without any handling of its own.
	 */
	private static WebApplication plain;

	private static WebApplication switchedOff;

	@BeforeAll
	static void start() {
		plain = start(PlainHandler.class);
		switchedOff = start(PlainHandler.class, "sync.web.problem-details.enabled=false");
	}

	@AfterAll
	static void stop() {
		plain.close();
		switchedOff.close();
	}

	@Test
	@DisplayName("A full or closed queue is a 503 problem that says when to come back, for handlers and routes")
	void problems(CapturedOutput output) {
		plain.expectProblem("/full", "2", FullAndClosed.FULL_DETAIL);
		plain.expectProblem("/route/full", "2", FullAndClosed.FULL_DETAIL);
		plain.expectProblem("/closed", "10", FullAndClosed.CLOSED_DETAIL);
		plain.expectProblem("/future", "10", FullAndClosed.CLOSED_DETAIL);
		plain.expectProblem("/joined", "10", FullAndClosed.CLOSED_DETAIL);
		plain.get("/full")
			.expectBody(String.class)
			.value((body) -> assertThat(body).doesNotContain(FullAndClosed.SECRET));
		assertThat(output).doesNotContain("QueueFullException").doesNotContain("QueueClosedException");
	}

	@Test
	@DisplayName("A browser gets the application's error page, with the same status and advice")
	void browser(CapturedOutput output) {
		plain.get("/full", BROWSER)
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectHeader()
			.valueEquals("Retry-After", "2")
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("503").doesNotContain(FullAndClosed.SECRET));
		assertThat(output).doesNotContain("QueueFullException");
	}

	@Test
	@DisplayName("An answer that has begun is left alone, and any other exception stays what it was")
	void others() throws IOException {
		// What breaks off is logged after its answer, but before the application has
		// ended.
		try (WebApplication application = start(PlainHandler.class)) {
			assertThat(application.statusOfBroken("/committed")).isEqualTo(200);
			application.get("/broken").expectStatus().isEqualTo(500);
			application.get("/teapot").expectStatus().isEqualTo(409);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { LocalHandler.class, PlainAdvice.class, FirstAdvice.class, LastAdvice.class,
			GeneralAdvice.class, UsualErrorHandler.class, LateErrorHandler.class, UnorderedErrorHandler.class,
			EarlyExceptionHandler.class, TyingExceptionHandler.class })
	@DisplayName("The application's own handling of a full queue wins")
	void ownHandlerWins(Class<?> handling) {
		try (WebApplication application = start(handling)) {
			application.expectOwn("/full");
		}
	}

	@Test
	@DisplayName("A route's own handling of a full queue wins")
	void routeWins() {
		plain.expectOwn("/route/own");
	}

	@Test
	@DisplayName("A route that throws before it returns is nothing to Spring's onError, with us or without")
	void routeThatThrows() {
		plain.expectProblem("/route/thrown", "2", FullAndClosed.FULL_DETAIL);
		switchedOff.get("/route/thrown").expectStatus().isEqualTo(500);
	}

	@Test
	@DisplayName("What an application's error handler passes on is answered, for browsers too")
	void passedOn() {
		try (WebApplication application = start(PassingErrorHandler.class)) {
			application.expectProblem("/full", "2", FullAndClosed.FULL_DETAIL);
			application.get("/full", BROWSER).expectStatus().isEqualTo(503);
		}
	}

	@Test
	@DisplayName("Switched off, a full queue is an error like any other")
	void off() {
		switchedOff.get("/full").expectStatus().isEqualTo(500).expectHeader().doesNotExist("Retry-After");
	}

	private static WebApplication start(Class<?> handling, String... properties) {
		Class<?> handler = PlainHandler.class.isAssignableFrom(handling) ? handling : PlainHandler.class;
		return WebApplication.start(WebApplicationType.REACTIVE,
				new Class<?>[] { Application.class, handling, handler }, properties);
	}

	private static ResponseEntity<String> own() {
		return ResponseEntity.status(HttpStatus.CONFLICT).body("own");
	}

	private static Mono<Void> own(ServerWebExchange exchange) {
		exchange.getResponse().setStatusCode(HttpStatus.CONFLICT);
		return exchange.getResponse()
			.writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap("own".getBytes())));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FullAndClosed.class)
	static class Application {

		@Bean
		NettyReactiveWebServerFactory netty(ReactorResourceFactory resources) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
			factory.setResourceFactory(resources);
			return factory;
		}

		/**
		 * Of its own, and without the two seconds that Netty listens on when it is
		 * closed.
		 */
		@Bean
		ReactorResourceFactory reactorResources() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

		@Bean
		RouterFunction<ServerResponse> routes(FullAndClosed queues) {
			return RouterFunctions.route()
				.GET("/route/own", (request) -> Mono.<ServerResponse>fromRunnable(() -> queues.full.add("another")))
				.onError(QueueFullException.class, (ex, request) -> ServerResponse.status(409).bodyValue("own"))
				.build()
				.and(RouterFunctions.route().GET("/route/thrown", (request) -> {
					queues.full.add("another");
					return ServerResponse.ok().build();
				})
					.onError(QueueFullException.class, (ex, request) -> ServerResponse.status(409).bodyValue("own"))
					.build())
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
		Mono<Void> full() {
			return Mono.fromRunnable(() -> this.queues.full.add("another"));
		}

		@GetMapping("/closed")
		void closed() {
			this.queues.closed.add("another");
		}

		@GetMapping("/future")
		Mono<Void> future() {
			return Mono.fromFuture(() -> this.queues.closed.putAsync("another"));
		}

		@GetMapping("/joined")
		void joined() {
			this.queues.closed.putAsync("another").join();
		}

		@GetMapping(path = "/committed", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> committed() {
			return Flux.create((sink) -> sink.next("begun").error(new QueueFullException("too late")));
		}

		@GetMapping("/broken")
		void broken() {
			throw new IllegalStateException("broken");
		}

		@GetMapping("/teapot")
		void teapot() {
			throw new FullAndClosed.TeapotException();
		}

	}

	static class LocalHandler extends PlainHandler {

		LocalHandler(FullAndClosed queues) {
			super(queues);
		}

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return own();
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
	static class GeneralAdvice {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return own();
		}

	}

	@Order(-2)
	static class UsualErrorHandler implements ErrorWebExceptionHandler {

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
			return own(exchange);
		}

	}

	@Order(10)
	static class LateErrorHandler extends UsualErrorHandler {

	}

	static class UnorderedErrorHandler implements ErrorWebExceptionHandler {

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
			return own(exchange);
		}

	}

	@Order(-2)
	static class PassingErrorHandler implements ErrorWebExceptionHandler {

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
			return Mono.error(ex);
		}

	}

	@Order(-2)
	static class EarlyExceptionHandler implements WebExceptionHandler {

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
			return own(exchange);
		}

	}

	@Order(-1)
	static class TyingExceptionHandler extends EarlyExceptionHandler {

	}

}
