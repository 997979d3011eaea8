/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncListenersEndpoint} behind Spring Security as Boot sets it up.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
class SyncListenersEndpointSecurityTests {

	private static final String[] USER = { "Authorization",
			"Basic " + Base64.getEncoder().encodeToString("alice:pass".getBytes(StandardCharsets.UTF_8)) };

	private static final String PAUSE = "{\"action\": \"pause\"}";

	private final WebApplicationType type;

	private EndpointApplication application;

	SyncListenersEndpointSecurityTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	@DisplayName("By default nothing can be changed, and nothing is seen without authentication")
	void readOnlyByDefault() throws Exception {
		start();
		assertThat(this.application.get("listeners").statusCode()).isEqualTo(401);
		assertThat(this.application.get("listeners/jobs", USER).statusCode()).isEqualTo(200);
		assertThat(this.application.post("listeners/jobs", PAUSE, userWithToken()).statusCode()).isEqualTo(405);
	}

	@Test
	@DisplayName("A change wants a user and a CSRF token")
	void csrf() throws Exception {
		start("management.endpoint.synclisteners.access=unrestricted");
		assertThat(this.application.post("listeners/jobs", PAUSE, this.application.csrfHeaders()).statusCode())
			.isEqualTo(401);
		assertThat(this.application.post("listeners/jobs", PAUSE, USER).statusCode()).isIn(401, 403);
		assertThat(this.application.bean(SyncListenerRegistry.class).getContainer("jobs").isPaused()).isFalse();
		assertThat(this.application.post("listeners/jobs", PAUSE, userWithToken()).statusCode()).isEqualTo(200);
		assertThat(this.application.bean(SyncListenerRegistry.class).getContainer("jobs").isPaused()).isTrue();
	}

	@Test
	@DisplayName("Items are shown with when-authorized to users in a role, and masked for others")
	void showValues() throws Exception {
		start("management.endpoint.synclisteners.show-values=when-authorized",
				"management.endpoint.synclisteners.roles=OPERATOR");
		assertThat(this.application.get("listeners/jobs/deadLetters", USER).body()).contains("s3cret");
		this.application.close();
		start("management.endpoint.synclisteners.show-values=when-authorized",
				"management.endpoint.synclisteners.roles=ADMIN", "management.endpoint.sync.show-values=always");
		assertThat(this.application.get("listeners/jobs/deadLetters", USER).body()).contains("******")
			.doesNotContain("s3cret");
	}

	private void start(String... properties) throws Exception {
		this.application = new EndpointApplication(this.type, TestConfiguration.class,
				Stream
					.concat(Stream.of("spring.autoconfigure.exclude=", "spring.security.user.name=alice",
							"spring.security.user.password=pass", "spring.security.user.roles=OPERATOR",
							"management.endpoints.web.exposure.include=synclisteners"), Arrays.stream(properties))
					.toArray(String[]::new));
		SyncListenerOptions options = new SyncListenerOptions();
		options.getRetry().setMaxRetries(0L);
		this.application.bean(SyncListenerRegistry.class)
			.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> {
				throw new IllegalStateException();
			}).withOptions(options));
		this.application.registry().queue("jobs").put("s3cret");
		await().until(() -> this.application.registry().queue("jobs.dead").size() == 1);
	}

	private String[] userWithToken() throws Exception {
		return Stream.of(USER, this.application.csrfHeaders()).flatMap(Arrays::stream).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

	}

}
