/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import io.github.runtimesync.listener.SyncListener;

/**
 * Gives each test method a clean registry in a context that is shared with other tests.
 * Goes with {@code @SpringBootTest} and with slices such as {@code @WebMvcTest}, which
 * get a registry by it, and applies to nested classes. <pre class="code">
 * &#64;SpringBootTest
 * &#64;SyncTest
 * class JobControllerTests {
 *
 *     &#64;Autowired
 *     SyncRegistry registry;
 *
 * }
 * </pre>
 * <p>
 * <strong>Before each test</strong>, primitives that the application did not create while
 * it started are removed. Those that it did create or declare are reset in place, so that
 * handles which beans hold keep working: queues are empty, and paused or not as they
 * were; counters, shared variables and wait groups have the value that they had when the
 * context was used first. The version of a shared variable goes on growing.
 * <p>
 * <strong>After each test</strong>, callers that began to wait during the test and wait
 * still are released and reported, see {@link #leftoverCallers()}. A primitive of the
 * application that the test closed or removed cannot be reset, and the handles of beans
 * are stale: a warning says so, and later tests get a new context.
 * <p>
 * <strong>Listeners</strong> are idle when a test starts: the calls that are under way
 * when a test ends are waited for, what waits for a retry is dropped, and dead letters
 * are as other items. {@link #listeners()} tells who runs them.
 * <p>
 * Other threads of the application that work meanwhile are not stopped. Classes with this
 * annotation run one after the other even where JUnit runs tests in parallel.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SpringExtension.class)
@ResourceLock("io.github.runtimesync.test.SyncTest")
@ImportAutoConfiguration
public @interface SyncTest {

	/**
	 * What to do about callers that still wait when the test has ended. Consumers that
	 * wait for items of a queue of the application do not count: they are its workers. A
	 * listener that does not end its call within ten seconds does.
	 * @return by default, fail the test
	 */
	LeftoverCallers leftoverCallers() default LeftoverCallers.FAIL;

	/**
	 * Who runs the {@link SyncListener} methods of the application.
	 * @return by default, threads of their own
	 */
	Listeners listeners() default Listeners.STARTED;

	/**
	 * What to do about callers that still wait.
	 */
	enum LeftoverCallers {

		/**
		 * Release them and fail the test.
		 */
		FAIL,

		/**
		 * Release them and log a warning.
		 */
		WARN

	}

	/**
	 * Who runs listeners.
	 */
	enum Listeners {

		/**
		 * They start with the application, as usual.
		 */
		STARTED,

		/**
		 * None starts by itself: the test runs them, by a {@link SyncListenerRunner} that
		 * it has injected. Such tests have a context of their own.
		 */
		MANUAL

	}

}
