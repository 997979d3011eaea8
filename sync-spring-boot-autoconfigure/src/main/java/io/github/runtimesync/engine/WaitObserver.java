/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

/**
 * What an engine notes down about the waits on one primitive: an event for Java Flight
 * Recorder, if the JVM has it, and the call sites if that is wanted. To be asked only
 * where a caller really has to wait.
 *
 * @param name the name of the primitive
 * @param engine the name of the engine
 * @param capturesCallSites whether call sites are wanted
 */
public record WaitObserver(String name, String engine, boolean capturesCallSites) {

	private static final boolean RECORDS = isPresent("jdk.jfr.Event");

	private static final WaitRecord NOTHING = (end) -> {
	};

	/**
	 * Return where the present call came from.
	 * @return the call site, {@code null} unless call sites are wanted
	 */
	public @Nullable CallSite callSite() {
		return this.capturesCallSites ? CallSite.current() : null;
	}

	/**
	 * Begin to record the wait of this thread for room in a queue.
	 * @return to be told how it ended
	 */
	public WaitRecord beginPut() {
		return RECORDS ? WaitEvents.put(this) : NOTHING;
	}

	/**
	 * Begin to record the wait of this thread for an item of a queue.
	 * @return to be told how it ended
	 */
	public WaitRecord beginGet() {
		return RECORDS ? WaitEvents.get(this) : NOTHING;
	}

	/**
	 * Begin to record the wait of this thread for a wait group.
	 * @return to be told how it ended
	 */
	public WaitRecord beginAwait() {
		return RECORDS ? WaitEvents.await(this) : NOTHING;
	}

	private static boolean isPresent(String type) {
		try {
			Class.forName(type, false, WaitObserver.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

}
