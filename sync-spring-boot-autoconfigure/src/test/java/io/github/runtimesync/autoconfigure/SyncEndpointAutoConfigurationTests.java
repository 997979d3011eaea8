/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.runtimesync.actuate.SyncEndpoint;
import io.github.runtimesync.actuate.SyncEndpointJmxExtension;
import io.github.runtimesync.actuate.SyncEndpointWebExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncEndpointAutoConfiguration}.
 */
class SyncEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncEndpointAutoConfiguration.class));

	@Test
	@DisplayName("The endpoint is there once it is exposed")
	void exposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=sync")
			.run((context) -> assertThat(context).hasSingleBean(SyncEndpoint.class)
				.hasSingleBean(SyncEndpointWebExtension.class)
				.doesNotHaveBean(SyncEndpointJmxExtension.class));
	}

	@Test
	@DisplayName("The endpoint is there for JMX")
	void exposedOverJmx() {
		this.contextRunner
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=sync")
			.run((context) -> assertThat(context).hasSingleBean(SyncEndpointJmxExtension.class)
				.doesNotHaveBean(SyncEndpointWebExtension.class));
	}

	@Test
	@DisplayName("Nothing is there by default")
	void notExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SyncEndpoint.class));
	}

	@Test
	@DisplayName("Access none takes the endpoint away")
	void noAccess() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=sync",
					"management.endpoint.sync.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(SyncEndpoint.class));
	}

}
