/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;
import java.util.Set;

import io.github.runtimesync.SyncRegistry;

/**
 * Where a call to a primitive came from.
 *
 * @param frames the frames outside of this library, the caller's own first, at most
 * {@value #MAX_FRAMES}
 */
public record CallSite(List<StackTraceElement> frames) {

	/**
	 * How many frames are kept.
	 */
	public static final int MAX_FRAMES = 8;

	private static final String ROOT = SyncRegistry.class.getPackageName();

	private static final Set<String> LIBRARY = Set.of(ROOT, ROOT + ".engine", ROOT + ".local", ROOT + ".redis");

	private static final StackWalker WALKER = StackWalker.getInstance();

	/**
	 * Create a call site that nobody can change.
	 */
	public CallSite {
		frames = List.copyOf(frames);
	}

	/**
	 * Return where the library was called by this thread. Takes some microseconds.
	 * @return the call site
	 */
	public static CallSite current() {
		return new CallSite(WALKER.walk((frames) -> frames.filter(CallSite::isOutside)
			.limit(MAX_FRAMES)
			.map(StackWalker.StackFrame::toStackTraceElement)
			.toList()));
	}

	private static boolean isOutside(StackWalker.StackFrame frame) {
		String type = frame.getClassName();
		return !type.startsWith(ROOT) || !LIBRARY.contains(type.substring(0, type.lastIndexOf('.')));
	}

	/**
	 * Return the caller's own frame.
	 * @return for example {@code shop.Orders.submit(Orders.java:42)}
	 */
	@Override
	public String toString() {
		return this.frames.isEmpty() ? "unknown" : this.frames.get(0).toString();
	}

}
