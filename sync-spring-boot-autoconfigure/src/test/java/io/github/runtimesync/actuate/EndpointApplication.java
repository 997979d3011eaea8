/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running application whose {@code sync} endpoint is called over real HTTP.
 */
final class EndpointApplication implements AutoCloseable {

	private static final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	EndpointApplication(WebApplicationType type, Class<?> configuration, String... properties) {
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(type);
		// Netty would listen on for two seconds when it is closed.
		List<String> arguments = new ArrayList<>(List.of("--server.port=0",
				"--spring.reactor.netty.shutdown-quiet-period=0s", "--management.endpoints.web.exposure.include=sync"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		this.context = application.run(arguments.toArray(String[]::new));
	}

	DefaultSyncRegistry registry() {
		return this.context.getBean(DefaultSyncRegistry.class);
	}

	/**
	 * Fetch what a browser needs to pass the protection against cross-site request
	 * forgery: the cookie of a session, and the token from the form of the login page.
	 */
	String[] csrfHeaders() throws IOException, InterruptedException {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		HttpResponse<String> login = send(
				HttpRequest.newBuilder(URI.create("http://localhost:%s/login".formatted(port))).GET());
		Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(login.body());
		Assert.state(token.find(), "The login page has no token");
		String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
		return new String[] { "X-CSRF-TOKEN", token.group(1), "Cookie", cookie };
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		return send(request(path, headers).GET());
	}

	HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
		return send(
				request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	HttpResponse<String> postNothing(String path) throws IOException, InterruptedException {
		return send(request(path).POST(BodyPublishers.noBody()));
	}

	HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
		return send(request(path, headers).DELETE());
	}

	private HttpRequest.Builder request(String path, String... headers) {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:%s/actuator/sync%s".formatted(port, path)));
		return (headers.length != 0) ? request.headers(headers) : request;
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return client.send(request.build(), BodyHandlers.ofString());
	}

	static String encode(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
	}

	/**
	 * Assert that an answer is a problem as RFC 9457 has it.
	 * @param detail a part of what it says
	 */
	static void assertProblem(HttpResponse<String> response, int status, String detail) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(JsonPath.<Integer>read(response.body(), "$.status")).isEqualTo(status);
		assertThat(JsonPath.<String>read(response.body(), "$.title")).isNotEmpty();
		assertThat(JsonPath.<String>read(response.body(), "$.detail")).contains(detail);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
