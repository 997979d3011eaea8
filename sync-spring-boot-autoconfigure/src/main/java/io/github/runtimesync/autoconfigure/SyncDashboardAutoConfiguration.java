/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import reactor.core.publisher.Mono;

import io.github.runtimesync.actuate.dashboard.DashboardSettings.CsrfHeader;
import io.github.runtimesync.actuate.dashboard.ReactiveSyncDashboardEndpointWebExtension;
import io.github.runtimesync.actuate.dashboard.ServletCsrf;
import io.github.runtimesync.actuate.dashboard.SyncDashboardEndpoint;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the
 * {@link SyncDashboardEndpoint}.
 */
@AutoConfiguration(after = SyncEndpointAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(endpoint = SyncDashboardEndpoint.class, exposure = EndpointExposure.WEB)
public final class SyncDashboardAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SyncDashboardEndpoint syncDashboardEndpoint(ObjectProvider<PathMappedEndpoints> endpoints,
			ObjectProvider<EndpointAccessResolver> accessResolver,
			ObjectProvider<Supplier<@Nullable CsrfHeader>> csrf) {
		return new SyncDashboardEndpoint(endpoints::getIfAvailable,
				accessResolver.getIfAvailable(() -> (id, defaultAccess) -> Access.READ_ONLY),
				csrf.getIfAvailable(() -> () -> null));
	}

	/**
	 * The token in servlet applications.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(CsrfToken.class)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletCsrfConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServletCsrf syncDashboardCsrf() {
			return new ServletCsrf();
		}

	}

	/**
	 * The token in reactive applications.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ CsrfToken.class, Mono.class })
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactiveCsrfConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServerWebExchangeContextFilter syncDashboardExchangeFilter() {
			return new ServerWebExchangeContextFilter();
		}

		@Bean
		@ConditionalOnMissingBean
		ReactiveSyncDashboardEndpointWebExtension reactiveSyncDashboardEndpointWebExtension(
				SyncDashboardEndpoint endpoint) {
			return new ReactiveSyncDashboardEndpointWebExtension(endpoint);
		}

	}

}
