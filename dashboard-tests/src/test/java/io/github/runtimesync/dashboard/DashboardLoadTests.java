/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.dashboard.DashboardApplication.Builder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard in applications of every shape: it loads, asks nobody else, and changes
 * what it may.
 */
@ExtendWith(Browser.class)
class DashboardLoadTests {

	static Stream<Named<Builder>> plainShapes() {
		return Stream.of(Named.of("MVC", mvc()), Named.of("WebFlux", webFlux()));
	}

	static Stream<Named<Builder>> shapes() {
		return Stream.of(Named.of("MVC, a management port", mvc().properties("management.server.port=0")),
				Named.of("WebFlux, a management port", webFlux().properties("management.server.port=0")),
				Named.of("MVC, a context path and a base path",
						mvc()
							.properties("server.servlet.context-path=/shop",
									"management.endpoints.web.base-path=/ops/it")
							.path("/shop/ops/it/syncdashboard")),
				Named.of("WebFlux, a base path",
						webFlux()
							.properties("spring.webflux.base-path=/shop", "management.endpoints.web.base-path=/ops")
							.path("/shop/ops/syncdashboard")),
				Named.of("MVC, no base path",
						mvc().properties("management.endpoints.web.base-path=/").path("/syncdashboard")),
				Named.of("MVC, paths of several segments",
						mvc()
							.properties("management.endpoints.web.path-mapping.syncdashboard=ui/live view",
									"management.endpoints.web.path-mapping.sync=data/of/sync")
							.path("/actuator/ui/live%20view")));
	}

	static Stream<Named<Builder>> securedShapes() {
		return Stream.of(Named.of("MVC", mvc().secured()), Named.of("WebFlux", webFlux().secured()),
				Named.of("MVC, a management port", mvc().secured().properties("management.server.port=0")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("plainShapes")
	@DisplayName("The page loads, pauses and resumes, also at its address with a slash at the end")
	void loadsWithSlash(Builder shape, DashboardPage page) {
		try (DashboardApplication application = shape.start()) {
			check(application, page.open(application.url()));
			check(application, page.open(application.url() + "/"));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("shapes")
	@DisplayName("The page loads, pauses and resumes, without a complaint or a foreign request")
	void loads(Builder shape, DashboardPage page) {
		try (DashboardApplication application = shape.start()) {
			check(application, page.open(application.url()));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("securedShapes")
	@DisplayName("With Spring Security's defaults the page loads after a sign-in and sends the token with each change")
	void loadsSecured(Builder shape, DashboardPage page) {
		try (DashboardApplication application = shape.start()) {
			check(application, page.open(application.url()).signIn());
		}
	}

	private static void check(DashboardApplication application, DashboardPage page) {
		SyncQueue<String> jobs = application.registry().queue("jobs", String.class, 10);
		jobs.offer("one");
		page.live().awaitNames("jobs").select("jobs");
		page.click("[data-action=pause]");
		page.click("#dialog-confirm");
		page.await(() -> page.text("#detail .outcome").equals("Paused."));
		assertThat(jobs.isPaused()).isTrue();
		page.click("[data-action=resume]");
		page.await(() -> page.text("#detail .outcome").equals("Resumed."));
		assertThat(jobs.isPaused()).isFalse();
		assertThat(page.complaints()).isEmpty();
		assertThat(page.origins()).containsExactly(application.origin());
	}

	private static Builder mvc() {
		return DashboardApplication.builder().properties("management.endpoint.sync.access=unrestricted");
	}

	private static Builder webFlux() {
		return mvc().type(WebApplicationType.REACTIVE);
	}

}
