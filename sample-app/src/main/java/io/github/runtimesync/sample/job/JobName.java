/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import org.jspecify.annotations.Nullable;

/**
 * Makes a name for people of what a client sent as the name of its file.
 */
final class JobName {

	private static final int MAX_LENGTH = 120;

	private JobName() {
	}

	/**
	 * Take the last part of a path, in one line and not too long. Everything else stays:
	 * what is special to a page or a log is for that to escape.
	 * @param sent what the client sent, if anything
	 * @return the name
	 */
	static String of(@Nullable String sent) {
		if (sent == null) {
			return "text";
		}
		String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
			.replaceAll("\\p{Cntrl}", " ")
			.strip();
		if (name.isEmpty()) {
			return "text";
		}
		if (name.codePointCount(0, name.length()) <= MAX_LENGTH) {
			return name;
		}
		return name.substring(0, name.offsetByCodePoints(0, MAX_LENGTH - 1)) + "\u2026";
	}

}
