/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;

/**
 * Finds {@link SyncListener} methods of beans and registers them with the
 * {@link SyncListenerRegistry}: those of singletons when all of these exist, those of
 * lazy beans when they are created.
 */
public final class SyncListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, SmartInitializingSingleton, Ordered {

	private final BeanFactory beanFactory;

	private final Environment environment;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	/** What was found so far, {@code null} once the singletons exist. */
	private @Nullable List<Runnable> found = new ArrayList<>();

	/**
	 * Create a post-processor.
	 * @param beanFactory has the registry, which is not asked for before it is needed
	 * @param environment resolves placeholders
	 */
	public SyncListenerAnnotationBeanPostProcessor(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean) {
			return bean;
		}
		Class<?> beanClass = AopProxyUtils.ultimateTargetClass(bean);
		if (this.withoutListeners.contains(beanClass)
				|| !AnnotationUtils.isCandidateClass(beanClass, SyncListener.class)) {
			return bean;
		}
		MetadataLookup<Set<SyncListener>> lookup = SyncListenerAnnotationBeanPostProcessor::listeners;
		Map<Method, Set<SyncListener>> methods = MethodIntrospector.selectMethods(beanClass, lookup);
		if (methods.isEmpty()) {
			this.withoutListeners.add(beanClass);
		}
		methods.forEach((method, annotations) -> {
			String description = SyncListenerDefinitionException.describe(beanName, method);
			checkIsSingleton(beanName, description);
			registerSoon(
					() -> register(new ListenerMethod(bean, method, beanClass, description), annotations, description));
		});
		return bean;
	}

	/**
	 * Find the annotations of a method.
	 * @param method the method
	 * @return its annotations, {@code null} if it has none
	 */
	public static @Nullable Set<SyncListener> listeners(Method method) {
		Set<SyncListener> annotations = AnnotatedElementUtils.getMergedRepeatableAnnotations(method, SyncListener.class,
				SyncListeners.class);
		return annotations.isEmpty() ? null : annotations;
	}

	/**
	 * A container would keep every instance of a prototype for ever, and two cannot have
	 * the same id.
	 */
	private void checkIsSingleton(String beanName, String description) {
		if (this.beanFactory.containsBean(beanName) && !this.beanFactory.isSingleton(beanName)) {
			throw new SyncListenerDefinitionException(description, "belongs to a bean that is not a singleton",
					"make it a singleton, or register each instance with the SyncListenerRegistry yourself");
		}
	}

	private synchronized void registerSoon(Runnable registration) {
		if (this.found != null) {
			this.found.add(registration);
		}
		else {
			registration.run();
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<Runnable> registrations;
		synchronized (this) {
			registrations = (this.found != null) ? this.found : List.of();
			this.found = null;
		}
		this.withoutListeners.clear();
		registrations.forEach(Runnable::run);
	}

	private void register(ListenerMethod method, Set<SyncListener> annotations, String description) {
		SyncListenerRegistry registry = this.beanFactory.getBean(SyncListenerRegistry.class);
		ListenerTarget target = method.target();
		for (SyncListener annotation : annotations) {
			registry.register(new ListenerAttributes(annotation, this.environment, description).endpoint(target));
		}
	}

}
