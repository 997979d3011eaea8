/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncException;

/**
 * Thrown at the start if an engine cannot work as the application is set up.
 */
public class SyncEngineException extends SyncException {

	private final String problem;

	private final String action;

	/**
	 * Create an exception.
	 * @param problem what is wrong, a sentence without its period
	 * @param action what to do about it, a sentence without its period
	 * @param cause why it went wrong
	 */
	public SyncEngineException(String problem, String action, @Nullable Throwable cause) {
		super(problem + ". " + action, cause);
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence without its period
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence without its period
	 */
	public String getAction() {
		return this.action;
	}

}
