/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import io.github.runtimesync.web.BackPressureExceptionResolver;
import io.github.runtimesync.web.BackPressureProblems;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for back-pressure in Spring MVC.
 */
@AutoConfiguration(afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "sync.web.problem-details.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SyncWebProperties.class)
public final class SyncWebMvcAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BackPressureExceptionResolver syncBackPressureExceptionResolver(SyncWebProperties properties,
			ApplicationContext context, ObjectProvider<RequestMappingHandlerAdapter> adapters) {
		return new BackPressureExceptionResolver(
				new BackPressureProblems(properties.getRetryAfter(), properties.getRetryAfterClosed(), context),
				() -> adapters.orderedStream()
					.findFirst()
					.map(RequestMappingHandlerAdapter::getMessageConverters)
					.orElse(List.of()));
	}

}
