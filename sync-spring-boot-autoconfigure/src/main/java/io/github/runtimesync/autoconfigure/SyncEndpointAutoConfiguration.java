/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.actuate.SyncEndpoint;
import io.github.runtimesync.actuate.SyncEndpointJmxExtension;
import io.github.runtimesync.actuate.SyncEndpointWebExtension;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link SyncEndpoint}.
 */
@AutoConfiguration(after = SyncAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(SyncEndpoint.class)
@EnableConfigurationProperties(SyncEndpointProperties.class)
public final class SyncEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(SyncRegistry.class)
	@ConditionalOnMissingBean
	SyncEndpoint syncEndpoint(SyncRegistry registry, ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		return new SyncEndpoint(registry, sanitizingFunctions.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBean(SyncEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	SyncEndpointWebExtension syncEndpointWebExtension(SyncEndpoint endpoint, SyncEndpointProperties properties) {
		return new SyncEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
	}

	@Bean
	@ConditionalOnBean(SyncEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.JMX)
	SyncEndpointJmxExtension syncEndpointJmxExtension(SyncEndpoint endpoint) {
		return new SyncEndpointJmxExtension(endpoint);
	}

}
