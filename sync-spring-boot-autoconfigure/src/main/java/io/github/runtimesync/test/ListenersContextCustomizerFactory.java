/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Makes a {@link ListenersContextCustomizer} for tests with {@link SyncTest}.
 */
class ListenersContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		SyncTest settings = TestContextAnnotationUtils.findMergedAnnotation(testClass, SyncTest.class);
		return (settings != null) ? new ListenersContextCustomizer(settings.listeners()) : null;
	}

}
