/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * An application on a real server, and a client of it.
 */
final class WebApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final RestTestClient client;

	private WebApplication(ConfigurableApplicationContext context) {
		this.context = context;
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	static WebApplication start(WebApplicationType type, Class<?>[] sources, String... properties) {
		String[] common = { "server.port=0", "spring.main.banner-mode=off", "spring.jmx.enabled=false",
				"spring.main.web-application-type=" + type.name().toLowerCase(Locale.ROOT) };
		String[] all = Stream.concat(Arrays.stream(common), Arrays.stream(properties)).toArray(String[]::new);
		return new WebApplication(new SpringApplicationBuilder(sources).properties(all).run());
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	RestTestClient.ResponseSpec get(String path) {
		return this.client.get().uri(path).exchange();
	}

	RestTestClient.ResponseSpec get(String path, String accept) {
		return this.client.get().uri(path).header("Accept", accept).exchange();
	}

	/**
	 * Return the status of an answer that breaks off, on a connection of its own.
	 */
	int statusOfBroken(String path) throws IOException {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + port + path)
			.toURL()
			.openConnection();
		try {
			return connection.getResponseCode();
		}
		finally {
			connection.disconnect();
		}
	}

	/**
	 * Check that a path is answered as the starter does.
	 */
	void expectProblem(String path, String retryAfter, String detail) {
		get(path).expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("Retry-After", retryAfter)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(503)
			.jsonPath("$.title")
			.isEqualTo("Service Unavailable")
			.jsonPath("$.instance")
			.isEqualTo(path)
			.jsonPath("$.detail")
			.isEqualTo(detail);
	}

	/**
	 * Check that a path is answered as the application itself does.
	 */
	void expectOwn(String path) {
		get(path).expectStatus().isEqualTo(409).expectBody(String.class).isEqualTo("own");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
