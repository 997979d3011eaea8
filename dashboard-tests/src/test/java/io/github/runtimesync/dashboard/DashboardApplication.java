/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

import io.github.runtimesync.SyncRegistry;

/**
 * An application with the dashboard, started anew for a test.
 */
final class DashboardApplication implements AutoCloseable {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private static final List<String> WITHOUT_SECURITY = List.of(
			SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			SECURITY + "web.reactive.ReactiveWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration");

	private final ConfigurableApplicationContext context;

	private final String path;

	private DashboardApplication(ConfigurableApplicationContext context, String path) {
		this.context = context;
		this.path = path;
	}

	static DashboardApplication start(String... properties) {
		return builder().properties(properties).start();
	}

	static Builder builder() {
		return new Builder();
	}

	SyncRegistry registry() {
		return this.context.getBean(SyncRegistry.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	String origin() {
		String port = this.context.getEnvironment().getProperty("local.management.port");
		return "http://localhost:" + ((port != null) ? port : port());
	}

	String port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	String url() {
		return origin() + this.path;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What kind of application to start.
	 */
	static final class Builder {

		private final List<String> properties = new ArrayList<>();

		private WebApplicationType type = WebApplicationType.SERVLET;

		private boolean secured;

		private String path = "/actuator/syncdashboard";

		Builder type(WebApplicationType type) {
			this.type = type;
			return this;
		}

		Builder properties(String... properties) {
			this.properties.addAll(List.of(properties));
			return this;
		}

		Builder secured() {
			this.secured = true;
			return this;
		}

		Builder path(String path) {
			this.path = path;
			return this;
		}

		DashboardApplication start() {
			SpringApplication application = new SpringApplication(TestConfiguration.class);
			application.setWebApplicationType(this.type);
			application.setDefaultProperties(Map.of("server.port", "0", "spring.main.banner-mode", "off",
					"management.endpoints.web.exposure.include", "sync,syncdashboard", "spring.security.user.name",
					"ops", "spring.security.user.password", "secret", "spring.autoconfigure.exclude",
					this.secured ? "" : String.join(",", WITHOUT_SECURITY)));
			return new DashboardApplication(
					application.run(this.properties.stream().map((property) -> "--" + property).toArray(String[]::new)),
					this.path);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

		/**
		 * An account that may look at the page but not at the data.
		 */
		@Bean
		@ConditionalOnBooleanProperty("test.forbid")
		SecurityFilterChain forbidding(HttpSecurity http) {
			return http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/actuator/sync/**").denyAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnProperty(name = "sync.engine", havingValue = RemoteEngine.NAME)
		RemoteEngine remoteEngine() {
			return new RemoteEngine();
		}

		@Bean
		@ConditionalOnBooleanProperty("test.csrf-cookie")
		SecurityFilterChain tokenInCookie(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.csrf((csrf) -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
				.build();
		}

	}

}
