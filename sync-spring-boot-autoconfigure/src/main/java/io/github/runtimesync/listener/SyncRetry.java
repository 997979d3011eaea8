/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a {@link SyncListener} tries failed items again. The meaning is that of
 * {@link org.springframework.core.retry.RetryPolicy}. An {@link Error} is never retried.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SyncRetry {

	/**
	 * Number of attempts beyond the first, 0 for none.
	 * @return the number
	 */
	String maxRetries() default "";

	/**
	 * Time before the first retry, as in {@code 500ms}.
	 * @return the time
	 */
	String delay() default "";

	/**
	 * Factor by which the time grows from retry to retry.
	 * @return the factor, at least 1
	 */
	String multiplier() default "";

	/**
	 * Longest time before a retry.
	 * @return the time
	 */
	String maxDelay() default "";

	/**
	 * How far the time may be off at random, so that retries do not come all at once.
	 * @return the time
	 */
	String jitter() default "";

	/**
	 * Exceptions to retry, themselves or as a cause; any if none is named.
	 * @return the types
	 */
	Class<? extends Throwable>[] includes() default {};

	/**
	 * Exceptions not to retry, themselves or as a cause.
	 * @return the types
	 */
	Class<? extends Throwable>[] excludes() default {};

}
