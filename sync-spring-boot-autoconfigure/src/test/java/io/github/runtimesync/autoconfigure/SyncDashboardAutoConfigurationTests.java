/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

import io.github.runtimesync.actuate.dashboard.ReactiveSyncDashboardEndpointWebExtension;
import io.github.runtimesync.actuate.dashboard.ServletCsrf;
import io.github.runtimesync.actuate.dashboard.SyncDashboardEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncDashboardAutoConfiguration}.
 */
class SyncDashboardAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=sync,syncdashboard";

	private final WebApplicationContextRunner servlet = configured(new WebApplicationContextRunner());

	private final ReactiveWebApplicationContextRunner reactive = configured(new ReactiveWebApplicationContextRunner());

	@Test
	@DisplayName("Nothing is there by default")
	void notExposed() {
		this.servlet.run((context) -> assertThat(context).doesNotHaveBean(SyncDashboardEndpoint.class)
			.doesNotHaveBean(ServletCsrf.class));
		this.reactive.run((context) -> assertThat(context).doesNotHaveBean(SyncDashboardEndpoint.class)
			.doesNotHaveBean(ServerWebExchangeContextFilter.class));
	}

	@Test
	@DisplayName("An MVC application gets the dashboard once it is exposed")
	void servlet() {
		this.servlet.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(SyncDashboardEndpoint.class)
				.hasSingleBean(ServletCsrf.class)
				.doesNotHaveBean(ReactiveSyncDashboardEndpointWebExtension.class));
	}

	@Test
	@DisplayName("A WebFlux application gets the dashboard once it is exposed")
	void reactive() {
		this.reactive.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(SyncDashboardEndpoint.class)
				.hasSingleBean(ReactiveSyncDashboardEndpointWebExtension.class)
				.hasSingleBean(ServerWebExchangeContextFilter.class)
				.doesNotHaveBean(ServletCsrf.class));
	}

	@Test
	@DisplayName("Without Spring Security nobody looks for a token")
	void withoutSecurity() {
		FilteredClassLoader classLoader = new FilteredClassLoader(CsrfToken.class);
		this.servlet.withPropertyValues(EXPOSED)
			.withClassLoader(classLoader)
			.run((context) -> assertThat(context).hasSingleBean(SyncDashboardEndpoint.class)
				.doesNotHaveBean(ServletCsrf.class));
		this.reactive.withPropertyValues(EXPOSED)
			.withClassLoader(classLoader)
			.run((context) -> assertThat(context).hasSingleBean(SyncDashboardEndpoint.class)
				.doesNotHaveBean(ReactiveSyncDashboardEndpointWebExtension.class));
	}

	@Test
	@DisplayName("An application's own exchange filter is enough")
	void ownFilter() {
		this.reactive.withPropertyValues(EXPOSED)
			.withBean("own", ServerWebExchangeContextFilter.class)
			.run((context) -> assertThat(context).getBeanNames(ServerWebExchangeContextFilter.class)
				.containsExactly("own"));
	}

	@Test
	@DisplayName("Access none takes the dashboard away")
	void noAccess() {
		this.servlet.withPropertyValues(EXPOSED, "management.endpoint.syncdashboard.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(SyncDashboardEndpoint.class));
	}

	@Test
	@DisplayName("An application without a web server has no dashboard")
	void noWeb() {
		configured(new ApplicationContextRunner()).withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(SyncDashboardEndpoint.class));
	}

	private static <S extends AbstractApplicationContextRunner<S, ?, ?>> S configured(S runner) {
		return runner.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class,
				SyncEndpointAutoConfiguration.class, SyncDashboardAutoConfiguration.class));
	}

}
