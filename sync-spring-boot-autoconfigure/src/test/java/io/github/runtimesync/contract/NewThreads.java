/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.Set;

/**
 * The threads whose name begins in some way and that were not there at first: contexts
 * that other tests of this JVM have cached keep threads of their own.
 */
public final class NewThreads {

	private final String prefix;

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	/**
	 * Count from now on.
	 * @param prefix how the names begin
	 */
	public NewThreads(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Return the threads that are alive, each with what it does.
	 * @return a description of each
	 */
	public List<String> alive() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().getName().startsWith(this.prefix))
			.filter((entry) -> !this.before.contains(entry.getKey()))
			.map((entry) -> entry.getKey().getName() + " " + List.of(entry.getValue()))
			.toList();
	}

}
