/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Methods that take items from a queue: {@link SyncListener @SyncListener}, the
 * containers that call them on threads of their own, retry, dead letters.
 * <p>
 * The way of a method: {@link SyncListenerAnnotationBeanPostProcessor} finds it and makes
 * a {@link SyncListenerEndpoint} of it, {@link SyncListenerContainerFactory} makes a
 * {@link SyncListenerContainer} of that, and {@link SyncListenerRegistry} keeps, starts
 * and stops the containers. The way of an item: a {@code Worker} takes it through the
 * {@code Intake} and has the {@code Handler} call the method; if that fails,
 * {@code FailureHandler} gives it to the {@code RetrySchedule} or to the
 * {@code DeadLetterSender}. {@code WorkerPool} says how many workers there are,
 * {@code Gate} whether they take anything.
 */
@NullMarked
package io.github.runtimesync.listener;

import org.jspecify.annotations.NullMarked;
