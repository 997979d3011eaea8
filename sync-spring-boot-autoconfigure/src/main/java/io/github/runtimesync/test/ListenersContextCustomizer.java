/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.test.SyncTest.Listeners;

/**
 * Supplies the {@link SyncListenerRunner}, and keeps listeners from starting if they are
 * run by hand. It is part of the key under which contexts are cached.
 *
 * @param listeners who runs listeners
 */
record ListenersContextCustomizer(Listeners listeners) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		beanFactory.registerSingleton(SyncListenerRunner.class.getName(),
				new SyncListenerRunner(beanFactory.getBeanProvider(SyncListenerRegistry.class)));
		if (this.listeners == Listeners.MANUAL) {
			beanFactory.addBeanPostProcessor(new NoAutoStartup());
		}
	}

	private static final class NoAutoStartup implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof SyncListenerRegistry registry) {
				registry.setAutoStartup(false);
			}
			return bean;
		}

	}

}
