/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.ListenerObserver;
import io.github.runtimesync.listener.CompositeListenerObserver;
import io.github.runtimesync.listener.ListenerHealthCheck;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerAnnotationBeanPostProcessor;
import io.github.runtimesync.listener.SyncListenerContainerFactory;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link SyncListener} methods.
 */
@AutoConfiguration(after = SyncAutoConfiguration.class)
@ConditionalOnBean(SyncRegistry.class)
@EnableConfigurationProperties({ SyncListenerProperties.class, SyncProperties.class })
public final class SyncListenerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SyncListenerContainerFactory syncListenerContainerFactory(SyncRegistry registry, SyncListenerProperties properties,
			Environment environment, ApplicationEventPublisher events, ObjectProvider<ListenerObserver> observers) {
		return new SyncListenerContainerFactory(registry, properties, properties.getById(),
				Threading.VIRTUAL.isActive(environment), events,
				CompositeListenerObserver.of(observers.orderedStream().toList()));
	}

	/*
	 * A child context has one of its own, which stops with it: its listeners call its
	 * beans.
	 */

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SyncListenerRegistry syncListenerRegistry(SyncListenerContainerFactory factory, SyncProperties properties) {
		return new SyncListenerRegistry(factory, properties.getShutdown().getDrainTimeout());
	}

	@Bean
	@ConditionalOnMissingBean
	ListenerHealthCheck syncListenerHealthCheck(SyncListenerRegistry listeners) {
		return new ListenerHealthCheck(listeners);
	}

	@Bean
	static SyncListenerAnnotationBeanPostProcessor syncListenerAnnotationBeanPostProcessor(BeanFactory beanFactory,
			Environment environment) {
		return new SyncListenerAnnotationBeanPostProcessor(beanFactory, environment);
	}

	@Bean
	static LazyInitializationExcludeFilter syncListenerLazyInitializationExcludeFilter() {
		return new SyncListenerLazyInitializationExcludeFilter();
	}

}
