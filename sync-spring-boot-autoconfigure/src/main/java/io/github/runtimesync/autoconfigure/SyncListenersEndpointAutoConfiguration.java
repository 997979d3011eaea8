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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.actuate.SyncListenersEndpoint;
import io.github.runtimesync.actuate.SyncListenersEndpointJmxExtension;
import io.github.runtimesync.actuate.SyncListenersEndpointWebExtension;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the
 * {@link SyncListenersEndpoint}.
 */
@AutoConfiguration(after = SyncListenerAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(SyncListenersEndpoint.class)
@EnableConfigurationProperties(SyncListenersEndpointProperties.class)
public final class SyncListenersEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(SyncListenerRegistry.class)
	@ConditionalOnMissingBean
	SyncListenersEndpoint syncListenersEndpoint(SyncListenerRegistry listeners, SyncRegistry registry,
			ObjectProvider<SanitizingFunction> sanitizingFunctions, ApplicationEventPublisher events) {
		return new SyncListenersEndpoint(listeners, registry, sanitizingFunctions.orderedStream().toList(), events);
	}

	@Bean
	@ConditionalOnBean(SyncListenersEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	SyncListenersEndpointWebExtension syncListenersEndpointWebExtension(SyncListenersEndpoint endpoint,
			SyncListenersEndpointProperties properties) {
		return new SyncListenersEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
	}

	@Bean
	@ConditionalOnBean(SyncListenersEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.JMX)
	SyncListenersEndpointJmxExtension syncListenersEndpointJmxExtension(SyncListenersEndpoint endpoint) {
		return new SyncListenersEndpointJmxExtension(endpoint);
	}

}
