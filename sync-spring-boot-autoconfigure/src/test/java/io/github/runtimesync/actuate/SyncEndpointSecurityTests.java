/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@link SyncEndpoint} behind Spring Security as Boot sets it up.
 */
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
class SyncEndpointSecurityTests {

	private static final String[] USER = { "Authorization",
			"Basic " + Base64.getEncoder().encodeToString("alice:pass".getBytes(StandardCharsets.UTF_8)) };

	private static final Map<List<String>, EndpointApplication> applications = new HashMap<>();

	private final WebApplicationType type;

	private EndpointApplication application;

	SyncEndpointSecurityTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(EndpointApplication::close);
		applications.clear();
	}

	@Test
	@DisplayName("Nobody gets in without authentication")
	void unauthenticated() throws Exception {
		start("management.endpoint.sync.access=unrestricted");
		assertThat(this.application.get("").statusCode()).isEqualTo(401);
		assertThat(this.application.post("/queues/jobs", pause(), this.application.csrfHeaders()).statusCode())
			.isEqualTo(401);
		assertThat(this.application.get("", USER).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("A change without a CSRF token is forbidden, with one it works and is audited with the user's name")
	void csrf() throws Exception {
		start("management.endpoint.sync.access=unrestricted");
		SyncQueue<String> jobs = this.application.registry().queue("jobs");
		// On MVC the error page of the 403 is protected too, and answers 401 to a client
		// without a session.
		int refused = (this.type != WebApplicationType.SERVLET) ? 403 : 401;
		assertThat(this.application.post("/queues/jobs", pause(), USER).statusCode()).isEqualTo(refused);
		assertThat(this.application.delete("/queues/jobs", USER).statusCode()).isEqualTo(refused);
		assertThat(jobs.isPaused()).isFalse();
		HttpResponse<String> response = this.application.post("/queues/jobs", pause(), userWithToken());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(jobs.isPaused()).isTrue();
		assertThat(this.application.delete("/queues/jobs", userWithToken()).statusCode()).isEqualTo(200);
		assertThat(this.application.bean(AuditEventRepository.class).find("alice", null, null)).extracting("type")
			.contains("SYNC_PAUSE", "SYNC_REMOVE");
	}

	@Test
	@DisplayName("By default the endpoint can be read only, for whoever it is")
	void readOnlyByDefault() throws Exception {
		start();
		this.application.registry().queue("jobs");
		assertThat(this.application.get("/queues/jobs", USER).statusCode()).isEqualTo(200);
		assertThat(this.application.post("/queues/jobs", pause(), userWithToken()).statusCode()).isEqualTo(405);
		assertThat(this.application.delete("/queues/jobs", userWithToken()).statusCode()).isEqualTo(405);
		assertThat(this.application.registry().queue("jobs").isPaused()).isFalse();
	}

	@Test
	@DisplayName("The maximum for all endpoints caps the access to this one")
	void maxPermitted() throws Exception {
		start("management.endpoint.sync.access=unrestricted", "management.endpoints.access.max-permitted=read-only");
		this.application.registry().queue("jobs");
		assertThat(this.application.get("/queues/jobs", USER).statusCode()).isEqualTo(200);
		assertThat(this.application.post("/queues/jobs", pause(), userWithToken()).statusCode()).isEqualTo(405);
	}

	@Test
	@DisplayName("Without access, or excluded, the endpoint is not found")
	void notThere() throws Exception {
		start("management.endpoint.sync.access=none");
		assertThat(this.application.get("", USER).statusCode()).isEqualTo(404);
		start("management.endpoints.web.exposure.exclude=sync");
		assertThat(this.application.get("", USER).statusCode()).isEqualTo(404);
	}

	@Test
	@DisplayName("Some names cannot be addressed through the firewall that Spring Security sets up by default")
	void firewall() throws Exception {
		start();
		for (String name : List.of("100%", "a;b", "a\u2028b", "a\u2029b", "a\\b")) {
			this.application.registry().atomic(name);
			// On MVC the error page of the 400 is protected too.
			assertThat(this.application.get("/atomics/" + EndpointApplication.encode(name), USER).statusCode()).as(name)
				.isIn(400, 401);
		}
		this.application.registry().atomic("a b/c,d");
		assertThat(this.application.get("/atomics/a%20b/c,d", USER).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("Values are masked by default, also for an authenticated user")
	void never() throws Exception {
		start();
		assertMasked();
	}

	@Test
	@DisplayName("Values are shown to every authenticated user with when-authorized and no roles")
	void whenAuthorized() throws Exception {
		start("management.endpoint.sync.show-values=when-authorized");
		assertShown();
	}

	@Test
	@DisplayName("Values are shown to users in a role with when-authorized and roles")
	void roles() throws Exception {
		start("management.endpoint.sync.show-values=when-authorized", "management.endpoint.sync.roles=ADMIN");
		assertMasked();
		start("management.endpoint.sync.show-values=when-authorized", "management.endpoint.sync.roles=ADMIN,OPERATOR");
		assertShown();
	}

	@Test
	@DisplayName("Values are shown to everybody who gets in with always")
	void always() throws Exception {
		start("management.endpoint.sync.show-values=always", "management.endpoint.sync.roles=ADMIN");
		assertShown();
	}

	private void assertMasked() throws Exception {
		for (String path : shared()) {
			assertThat(this.application.get(path, USER).body()).as(path).contains("******").doesNotContain("s3cret");
		}
	}

	private void assertShown() throws Exception {
		for (String path : shared()) {
			assertThat(this.application.get(path, USER).body()).as(path).contains("s3cret");
		}
	}

	private String[] shared() {
		this.application.registry().shared("password", "s3cret");
		return new String[] { "", "/shareds", "/shareds?name=pass*", "/shareds/password" };
	}

	private void start(String... properties) {
		this.application = applications
			.computeIfAbsent(Stream.concat(Stream.of(this.type.name()), Arrays.stream(properties)).toList(),
					(key) -> new EndpointApplication(this.type, TestConfiguration.class,
							Stream.concat(Stream.of("spring.autoconfigure.exclude=", "spring.security.user.name=alice",
									"spring.security.user.password=pass", "spring.security.user.roles=OPERATOR"),
									Arrays.stream(properties))
								.toArray(String[]::new)));
	}

	private String[] userWithToken() throws Exception {
		return Stream.of(USER, this.application.csrfHeaders()).flatMap(Arrays::stream).toArray(String[]::new);
	}

	private static String pause() {
		return "{\"action\": \"pause\"}";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

		@Bean
		AuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

	}

}
