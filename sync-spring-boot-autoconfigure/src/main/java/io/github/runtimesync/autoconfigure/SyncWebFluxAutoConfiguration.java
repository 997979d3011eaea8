/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;

import io.github.runtimesync.web.BackPressureProblems;
import io.github.runtimesync.web.BackPressureWebExceptionHandler;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for back-pressure in WebFlux. It
 * comes before Spring Boot's error handling, so an error handler that is there already is
 * the application's.
 */
@AutoConfiguration(beforeName = "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration")
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "sync.web.problem-details.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SyncWebProperties.class)
public final class SyncWebFluxAutoConfiguration {

	private static final String ERROR_HANDLER = "org.springframework.boot.webflux.error.ErrorWebExceptionHandler";

	@Bean
	@ConditionalOnMissingBean(value = BackPressureWebExceptionHandler.class, type = ERROR_HANDLER)
	BackPressureWebExceptionHandler syncBackPressureWebExceptionHandler(SyncWebProperties properties,
			ApplicationContext context, ServerCodecConfigurer codecs) {
		return create(properties, context, codecs, BackPressureWebExceptionHandler.BEFORE_DEFAULT);
	}

	@Bean
	@ConditionalOnBean(type = ERROR_HANDLER)
	@ConditionalOnMissingBean
	BackPressureWebExceptionHandler syncLastBackPressureWebExceptionHandler(SyncWebProperties properties,
			ApplicationContext context, ServerCodecConfigurer codecs) {
		return create(properties, context, codecs, Ordered.LOWEST_PRECEDENCE);
	}

	private static BackPressureWebExceptionHandler create(SyncWebProperties properties, ApplicationContext context,
			ServerCodecConfigurer codecs, int order) {
		return new BackPressureWebExceptionHandler(
				new BackPressureProblems(properties.getRetryAfter(), properties.getRetryAfterClosed(), context),
				codecs.getWriters(), order);
	}

}
