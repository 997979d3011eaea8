/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotationUtils;

import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerAnnotationBeanPostProcessor;

/**
 * Has beans with {@link SyncListener} methods created at the start also where
 * {@code spring.main.lazy-initialization} is set: nobody else would ask for them.
 */
class SyncListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		if (!AnnotationUtils.isCandidateClass(beanType, SyncListener.class)) {
			return false;
		}
		MetadataLookup<Set<SyncListener>> lookup = SyncListenerAnnotationBeanPostProcessor::listeners;
		Map<Method, Set<SyncListener>> methods = MethodIntrospector.selectMethods(beanType, lookup);
		return !methods.isEmpty();
	}

}
