/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

import io.github.runtimesync.SyncQueue;

/**
 * Keeps Spring from closing a {@link SyncQueue} bean by the destroy method that it infers
 * from a public {@code close()}: the queue belongs to everyone who knows its name. A
 * destroy method that the bean's author names still counts.
 */
public final class QueueDestroyMethodGuard implements MergedBeanDefinitionPostProcessor {

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition beanDefinition, Class<?> beanType, String beanName) {
		if (SyncQueue.class.isAssignableFrom(beanType)
				&& AbstractBeanDefinition.INFER_METHOD.equals(beanDefinition.getDestroyMethodName())) {
			beanDefinition.setDestroyMethodName(null);
		}
	}

}
