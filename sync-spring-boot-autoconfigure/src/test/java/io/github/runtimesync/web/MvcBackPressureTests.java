/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.runtimesync.QueueFullException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client of a Spring MVC application on Tomcat sees of a full or closed queue.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class MvcBackPressureTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private WebApplication application;

	@BeforeAll
	void start() {
		this.application = WebApplication.start(WebApplicationType.SERVLET, new Class<?>[] { Application.class });
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@Test
	@DisplayName("A full queue is a 503 problem that says when to come back, for handlers and routes")
	void full() {
		this.application.expectProblem("/full", "2", FullAndClosed.FULL_DETAIL);
		this.application.expectProblem("/route/full", "2", FullAndClosed.FULL_DETAIL);
	}

	@Test
	@DisplayName("A closed queue is a 503 problem that says to come back later still")
	void closed() {
		this.application.expectProblem("/closed", "10", FullAndClosed.CLOSED_DETAIL);
		this.application.expectProblem("/route/closed", "10", FullAndClosed.CLOSED_DETAIL);
	}

	@Test
	@DisplayName("The exception of a future counts, returned or joined")
	void futures() {
		this.application.expectProblem("/future", "10", FullAndClosed.CLOSED_DETAIL);
		this.application.expectProblem("/joined", "10", FullAndClosed.CLOSED_DETAIL);
	}

	@Test
	@DisplayName("A browser gets the application's error page, with the same status and advice")
	void browser() {
		this.application.get("/full", BROWSER)
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_HTML)
			.expectHeader()
			.valueEquals("Retry-After", "2")
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("503").doesNotContain(FullAndClosed.SECRET));
	}

	@Test
	@DisplayName("Whoever accepts something else, or nothing that can be read, gets the problem")
	void otherTypes() {
		for (String accept : new String[] { "image/png", "application/json", "no type", "text/html;q=0.1,*/*" }) {
			this.application.get("/full", accept)
				.expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.contentType(MediaType.APPLICATION_PROBLEM_JSON);
		}
	}

	@Test
	@DisplayName("The type that a handler had chosen for its own content gives way")
	void chosenType() {
		this.application.expectProblem("/csv", "2", FullAndClosed.FULL_DETAIL);
	}

	@Test
	@DisplayName("An answer that has begun is left alone")
	void committed() throws IOException {
		assertThat(this.application.statusOfBroken("/committed")).isEqualTo(200);
	}

	@Test
	@DisplayName("Any other exception stays what it was")
	void others() {
		this.application.get("/broken").expectStatus().isEqualTo(500);
		this.application.get("/teapot").expectStatus().isEqualTo(409);
	}

	@Test
	@DisplayName("Nothing is logged for a refusal, and no item is shown")
	void quiet(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			this.application.get("/full")
				.expectBody(String.class)
				.value((body) -> assertThat(body).doesNotContain(FullAndClosed.SECRET));
		}
		assertThat(output).doesNotContain("is full at");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FullAndClosed.class, Handlers.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes(FullAndClosed queues) {
			return RouterFunctions.route().GET("/route/full", (request) -> {
				queues.full.add("another");
				return ServerResponse.ok().build();
			}).GET("/route/closed", (request) -> {
				queues.closed.add("another");
				return ServerResponse.ok().build();
			}).build();
		}

	}

	@RestController
	static class Handlers {

		private final FullAndClosed queues;

		Handlers(FullAndClosed queues) {
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

		@GetMapping("/future")
		CompletableFuture<Void> future() {
			return this.queues.closed.putAsync("another");
		}

		@GetMapping("/joined")
		void joined() {
			this.queues.closed.putAsync("another").join();
		}

		@GetMapping("/csv")
		void csv(HttpServletResponse response) throws IOException {
			response.setContentType("text/csv");
			response.getOutputStream().print("a,b");
			this.queues.full.add("another");
		}

		@GetMapping("/committed")
		void committed(HttpServletResponse response) throws IOException {
			response.setContentLength(2);
			response.getOutputStream().print("ok");
			response.flushBuffer();
			throw new QueueFullException("too late");
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

}
