/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Marks a method that takes the items of a queue, on threads of its own.
 * <pre class="code">
 * &#64;SyncListener(queue = "jobs", concurrency = "2-8")
 * void process(Job job) {
 *     ...
 * }
 * </pre>
 * <p>
 * The method returns {@code void} and has one parameter: the item, a {@link SyncMessage
 * SyncMessage&lt;Job&gt;}, or a {@link java.util.List List} of either for batches. A
 * queue without a declared type gets that of the parameter.
 * <p>
 * An item whose method returns is done. One whose method throws is retried as
 * {@link #retry()} says, without keeping a thread waiting; what still fails goes to the
 * dead-letter queue as a {@link DeadLetter}, from where {@link SyncListenerRegistry} can
 * replay it.
 * <p>
 * Attributes are text with placeholders such as <code>${jobs.concurrency}</code>, but no
 * expressions. Properties below {@code sync.listener.by-id.<id>} win over the annotation,
 * and what neither sets comes from {@code sync.listener}.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
@Repeatable(SyncListeners.class)
public @interface SyncListener {

	/**
	 * Id of the container, unique in the application; part of thread names and
	 * properties. The name of the queue if empty.
	 * @return the id
	 */
	String id() default "";

	/**
	 * Name of the queue to take from.
	 * @return the name
	 */
	String queue();

	/**
	 * Number of workers, as in {@code 4}, or its bounds, as in {@code 2-8}: more come
	 * while items are waiting and no worker is idle, and go once they are idle. One
	 * worker processes items in the order of the queue, but for retries.
	 * @return the number or the bounds
	 */
	String concurrency() default "";

	/**
	 * Whether the listener starts with the application: {@code true} or {@code false}.
	 * @return whether it starts
	 */
	String autoStartup() default "";

	/**
	 * Number of items in a batch at most. Needs a parameter of type
	 * {@link java.util.List}.
	 * @return the number
	 */
	String batchSize() default "";

	/**
	 * How long a batch that is not full waits for more items, as in {@code 200ms}.
	 * @return the time
	 */
	String batchTimeout() default "";

	/**
	 * How failed items are tried again.
	 * @return the attributes
	 */
	SyncRetry retry() default @SyncRetry;

	/**
	 * Time after which a call of the method counts as stuck, as in {@code 5m}. Zero if it
	 * never does.
	 * @return the time
	 */
	String stuckAfter() default "";

	/**
	 * Name of the queue for what cannot be processed. The name of the queue with
	 * {@code .dead} behind it if empty.
	 * @return the name
	 */
	String deadLetterQueue() default "";

}
