/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncException;

/**
 * A {@link SyncListener} cannot work as it is written. The message names the bean and the
 * method.
 */
public class SyncListenerDefinitionException extends SyncException {

	private final String problem;

	private final String action;

	SyncListenerDefinitionException(String listener, String problem, String action) {
		this(listener, problem, action, null);
	}

	SyncListenerDefinitionException(String listener, String problem, String action, @Nullable Throwable cause) {
		super("%s %s: %s".formatted(listener, problem, action), cause);
		this.problem = listener + " " + problem;
		this.action = action;
	}

	/**
	 * Return what is wrong with which listener.
	 * @return a sentence without its full stop
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence without its capital letter and full stop
	 */
	public String getAction() {
		return this.action;
	}

	static String describe(@Nullable String beanName, Method method) {
		return "@SyncListener method %s.%s of bean \"%s\"".formatted(method.getDeclaringClass().getName(),
				method.getName(), beanName);
	}

}
