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
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import io.github.runtimesync.actuate.SyncEndpoint;
import io.github.runtimesync.actuate.SyncEndpointJmxExtension;
import io.github.runtimesync.actuate.SyncEndpointReactiveWebExtension;
import io.github.runtimesync.actuate.SyncEndpointWebExtension;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link SyncEndpoint}.
 */
@AutoConfiguration(after = SyncAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(SyncEndpoint.class)
@EnableConfigurationProperties(SyncEndpointProperties.class)
public final class SyncEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(DefaultSyncRegistry.class)
	@ConditionalOnMissingBean
	SyncEndpoint syncEndpoint(DefaultSyncRegistry registry, ObjectProvider<SanitizingFunction> sanitizingFunctions,
			ApplicationEventPublisher events) {
		return new SyncEndpoint(registry, sanitizingFunctions.orderedStream().toList(), events);
	}

	@Bean
	@ConditionalOnBean(SyncEndpoint.class)
	@ConditionalOnMissingBean(SyncEndpointWebExtension.class)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	SyncEndpointReactiveWebExtension syncEndpointReactiveWebExtension(SyncEndpoint endpoint,
			SyncEndpointProperties properties) {
		return new SyncEndpointReactiveWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
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
