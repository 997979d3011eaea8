/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.DependencyInjectionTestExecutionListener;
import org.springframework.util.Assert;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.test.SyncTest.LeftoverCallers;

/**
 * Does what {@link SyncTest} promises. Registered for every test that Spring runs, and
 * idle without the annotation.
 */
class SyncTestExecutionListener implements TestExecutionListener, Ordered {

	private static final Log logger = LogFactory.getLog(SyncTest.class);

	private static final String START_NANOS = SyncTestExecutionListener.class.getName() + ".startNanos";

	private static final String BASELINE_BEAN = RegistryBaseline.class.getName();

	/**
	 * Between dependency injection and {@code @DirtiesContext}: the context is there
	 * before a test, and not yet gone after it.
	 */
	@Override
	public int getOrder() {
		return 2_900;
	}

	/**
	 * Before {@code @BeforeAll} of a class that has one instance for all of its tests.
	 */
	@Override
	public void prepareTestInstance(TestContext context) {
		if (settings(context) != null) {
			baseline(context.getApplicationContext());
		}
	}

	@Override
	public void beforeTestMethod(TestContext context) {
		if (settings(context) == null) {
			return;
		}
		RegistryBaseline baseline = baseline(context.getApplicationContext());
		List<String> lost = baseline.lost();
		if (!lost.isEmpty()) {
			replaceContext(context);
			throw new IllegalStateException(
					"The context cannot be made clean, and is replaced for later tests. Since the last test, " + lost);
		}
		List<String> busy = baseline.reset();
		if (!busy.isEmpty()) {
			logger.warn("What the last test caused may go on in this one: " + busy);
		}
		context.setAttribute(START_NANOS, System.nanoTime());
	}

	@Override
	public void afterTestMethod(TestContext context) {
		SyncTest settings = settings(context);
		if (settings == null || !context.hasApplicationContext()
				|| !(context.removeAttribute(START_NANOS) instanceof Long startNanos)) {
			return;
		}
		RegistryBaseline baseline = baseline(context.getApplicationContext());
		List<String> leftover = baseline.leftoverCallers(startNanos);
		List<String> busy = baseline.reset();
		replaceIfLost(context, baseline);
		if (!busy.isEmpty()) {
			report(settings.leftoverCallers(), "Listeners still processed items when the test had ended: " + busy
					+ ". End what a test begins, or set @SyncTest(leftoverCallers = WARN)");
		}
		if (!leftover.isEmpty()) {
			report(settings.leftoverCallers(), "Callers still waited when the test had ended, and were released: "
					+ leftover + ". End what a test begins, or set @SyncTest(leftoverCallers = WARN)");
		}
	}

	@Override
	public void afterTestClass(TestContext context) {
		if (settings(context) != null && context.hasApplicationContext()) {
			replaceIfLost(context, baseline(context.getApplicationContext()));
		}
	}

	private static @Nullable SyncTest settings(TestContext context) {
		return TestContextAnnotationUtils.findMergedAnnotation(context.getTestClass(), SyncTest.class);
	}

	/**
	 * The baseline lives and dies with its context.
	 */
	private static RegistryBaseline baseline(ApplicationContext context) {
		SingletonBeanRegistry singletons = (SingletonBeanRegistry) context.getAutowireCapableBeanFactory();
		if (singletons.getSingleton(BASELINE_BEAN) instanceof RegistryBaseline baseline) {
			return baseline;
		}
		DefaultSyncRegistry registry = context.getBeanProvider(DefaultSyncRegistry.class).getIfAvailable();
		Assert.state(registry != null,
				"@SyncTest needs the SyncRegistry that the starter creates: this context has none, or another");
		RegistryBaseline baseline = new RegistryBaseline(registry,
				new ListenerBaseline(context.getBeanProvider(SyncListenerRegistry.class).getIfAvailable()));
		singletons.registerSingleton(BASELINE_BEAN, baseline);
		return baseline;
	}

	private static void replaceIfLost(TestContext context, RegistryBaseline baseline) {
		List<String> lost = baseline.lost();
		if (!lost.isEmpty()) {
			logger.warn("%s: %s. Handles that beans hold are stale, so later tests get a new context. "
				.formatted(context.getTestClass().getName(), lost)
					+ "A test that closes or removes primitives of its own is faster");
			replaceContext(context);
		}
	}

	private static void replaceContext(TestContext context) {
		context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		context.setAttribute(DependencyInjectionTestExecutionListener.REINJECT_DEPENDENCIES_ATTRIBUTE, Boolean.TRUE);
	}

	private static void report(LeftoverCallers leftoverCallers, String message) {
		if (leftoverCallers == LeftoverCallers.FAIL) {
			throw new AssertionError(message);
		}
		logger.warn(message);
	}

}
