/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.runtimesync.actuate.SyncListenersEndpoint;
import io.github.runtimesync.actuate.SyncListenersEndpointJmxExtension;
import io.github.runtimesync.actuate.SyncListenersEndpointWebExtension;
import io.github.runtimesync.listener.ListenerHealthCheck;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncListenersEndpointAutoConfiguration}.
 */
class SyncListenersEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=synclisteners";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class,
				SyncListenersEndpointAutoConfiguration.class));

	@Test
	@DisplayName("The endpoint is there once it is exposed, and not by default")
	void exposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SyncListenersEndpoint.class)
			.hasSingleBean(ListenerHealthCheck.class));
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(SyncListenersEndpoint.class)
				.hasSingleBean(SyncListenersEndpointWebExtension.class)
				.doesNotHaveBean(SyncListenersEndpointJmxExtension.class));
		this.contextRunner
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=synclisteners")
			.run((context) -> assertThat(context).hasSingleBean(SyncListenersEndpointJmxExtension.class)
				.doesNotHaveBean(SyncListenersEndpointWebExtension.class));
	}

	@Test
	@DisplayName("Without listeners, or without access, there is no endpoint")
	void without() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenersEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(SyncListenersEndpoint.class));
		this.contextRunner.withPropertyValues(EXPOSED, "management.endpoint.synclisteners.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(SyncListenersEndpoint.class));
	}

}
