/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * How a wait ended.
 */
public enum WaitEnd {

	/**
	 * The caller got what it waited for.
	 */
	COMPLETED("completed"),

	/**
	 * Time was up.
	 */
	TIMED_OUT("timed out"),

	/**
	 * The thread was interrupted.
	 */
	INTERRUPTED("interrupted"),

	/**
	 * The primitive was closed or removed.
	 */
	CLOSED("closed");

	private final String text;

	WaitEnd(String text) {
		this.text = text;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
